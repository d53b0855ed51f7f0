-- the environment of the session, and its folder
\setenv HOWDAH_CORPUS_X one
\getenv x HOWDAH_CORPUS_X
\echo :x
\setenv HOWDAH_CORPUS_X
\unset x
\getenv x HOWDAH_CORPUS_X
\echo :{?x}
\setenv
\setenv a=b c
\cd /nonexistent/folder
\cd /etc/passwd
\cd /tmp
\o howdah_corpus_cd.txt
select 'in the folder' as here;
\o
\copy (select 1) to 'howdah_corpus_cd.csv'
\cd /
\i tmp/howdah_corpus_none.sql
\cd tmp
create table back (line text);
\copy back from 'howdah_corpus_cd.txt'
table back;
\copy back from 'howdah_corpus_cd.csv'
select 1 as written \g howdah_corpus_cd.txt
\cd
