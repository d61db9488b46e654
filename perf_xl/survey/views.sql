-- Questions that a city or a province asks. In DuckDB, started in this folder: .read views.sql
-- Amounts are 元 with two decimals (exact), plans are percentages. `region` is the first folder below the one surveyed.
create or replace view files as select * from read_parquet('files/*.parquet');
create or replace view projects as select * from read_parquet('projects/*.parquet');
create or replace view indicators as select * from read_parquet('indicators/*.parquet');
create or replace view findings as select * from read_parquet('findings/*.parquet');
create or replace view spending as select * from read_parquet('spending/*.parquet');

create or replace view by_region as
select region, count(*) as workbooks, count(*) filter (where status <> 'checked') as not_read, sum(projects) as projects,
       sum(budget) as budget, sum(errors) as errors, sum(warnings) as warnings
from files group by region order by region;

create or replace view by_unit as
select f.region, p.unit_code, p.unit_name, count(*) as projects, count(*) filter (where p.clean) as clean, sum(p.budget) as budget,
       round(sum(p.budget * p.plan_6) / nullif(sum(p.budget), 0), 2) as planned_by_june
from projects p join files f using (path) group by all order by f.region, p.unit_code, p.unit_name;

-- 人员类 R, 运转类 Y, 特定目标类 T and others, by the ninth character of the project code.
create or replace view by_kind as
select kind, count(*) as projects, sum(budget) as budget from projects group by kind order by kind;

create or replace view by_rule as
select rule, severity, count(*) filter (where not waived) as found, count(distinct path) as workbooks
from findings group by rule, severity order by found desc, rule, severity;

create or replace view by_indicator as
select level2, level3, count(*) as used, count(distinct path) as workbooks, mode(sign) as sign, mode(measure) as measure,
       median(try_cast(number as double)) as median
from indicators where level3 <> '' group by level2, level3 order by used desc, level2, level3;

create or replace view progress as
select p.path, p.code, p.name, p.budget, coalesce(sum(s.paid), 0) as paid,
       round(100 * coalesce(sum(s.paid), 0) / nullif(p.budget, 0), 2) as percent
from projects p left join spending s using (path, code)
group by p.path, p.code, p.name, p.budget order by p.path, p.code;
