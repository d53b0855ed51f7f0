\echo plain text 'quoted  text' "double"
\echo -n no newline
\echo
\qecho to query out
\warn to stderr
\echo 'tab\tx\101\x41' end\\ select 1 as after_echo;
\echo trailing; semicolon;
