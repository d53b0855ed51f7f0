listen ch;
unlisten ch;
select 1;
