" Vim syntax for the policy language, made by policylang.highlighting.
if exists('b:current_syntax') | finish | endif
syntax match policyLabel /\<[A-Z][A-Za-z0-9_]*\(\.[A-Za-z0-9_]\+\)*\>/
syntax match policyNumber /\<[0-9]\+\(\.[0-9]\+\)\?\>/
syntax match policyDate /\<[0-9]\{4}-[0-9]\{2}-[0-9]\{2}\>/
syntax region policyString start=/"/ skip=/\\["\\]/ end=/"/ oneline
syntax match policyComment /#.*$/
syntax keyword policyStatement acknowledge axiom case cases criterion decide define document documents fact history outcomes policy prove reading section services source version vocabulary
syntax keyword policyOperator all and any at least none not of or unless waived when
syntax keyword policyConstant never no unknown yes
syntax keyword policyKeyword add after age also amends applies approve approved are as ask back because before by changes chosen cite code contradiction counted covered current date dated day days depending documented draft duration effective else episode episodes every expect experimental facts fail first for force from given group held higher holds implies in includes incomplete is known last less line longer lower md medically met modelled month months more necessary normally note nothing notice number on one other otherwise outcome part patient payer pend per possible recommend remove replace request requests required requires retrieved review revised same selected service set shorter since some step supported supporting text than the then these through to type undecided under undocumented urgent visit visits week weeks whenever windows with within worded worse worsens year years
highlight default link policyLabel Type
highlight default link policyNumber Number
highlight default link policyDate Number
highlight default link policyString String
highlight default link policyComment Comment
highlight default link policyStatement Statement
highlight default link policyOperator Operator
highlight default link policyConstant Constant
highlight default link policyKeyword Keyword
let b:current_syntax = 'policy'
