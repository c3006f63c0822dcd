"""The typed program: what checked text means, as data. No behaviour beyond small derived properties."""
