\dn corpus
\dn nothere
\dx plpgsql
\dx nothere
\dRp nothere
\db pg_default
\dL
\drds nothere
\dconfig work_m*
\dconfig nothere
