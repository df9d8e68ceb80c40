# Lists each place of definitions.py that traps: FUNCTION | CONDITION
/^class /   { class = $2; sub(/[^A-Za-z0-9_].*/, "", class) }
/^def /     { class = ""; name = $2; sub(/\(.*/, "", name); next }
/^  def /   { if (class != "") { name = $2; sub(/\(.*/, "", name); name = class "." name } }
name == "trap" || name == "trap_if" { next }
match($0, /trap_if\(.*\)/) { print name " | " substr($0, RSTART + 8, RLENGTH - 9); next }
/[^_a-z]trap\(\)/ { print name " | trap()" }
