"""Queries and passages like those of pages: what the reranker's graph is smoothed for.

What matters is that they are sentences as people write them, of different kinds and
lengths: words drawn by chance make inputs of other sizes, and so do short texts alone.
"""

from __future__ import annotations

TEXTS = """
How often should I water tomato plants?
Tomatoes in pots dry out quickly, so look at the soil every morning. In July and August
most plants need a litre a day, in spring half of that is enough. Pour it on the soil
and not on the leaves, since wet leaves invite blight. If the lower leaves turn yellow,
you give too much.

What does an emergency plumber cost?
We charge 95 euros for the first hour and 20 for each further quarter of an hour, travel
within the city included. At night, on Sundays and on holidays 50 % are added. You get a
written offer before we begin; parts are billed as they come, with the invoices of the
wholesaler.

How do I restore a database from a backup?
Stop every process that writes, then create an empty database with the same owner. Run
pg_restore --dbname=shop --jobs=4 backup.dump; with --list you see what the archive
holds. Errors about roles that do not exist can be passed over if --no-owner is given.
Afterwards run ANALYZE once.

Who can join the association?
Our rowing club was founded in 1921 by nine students. Today 340 members from 14 to 86
years train on the river, and every spring there is a course for beginners. Whoever can
swim for fifteen minutes may become a member; minors need the signature of a parent. The
fee is due in January.

Is remote work still growing?
The share of employees who work from home at least one day a week rose from 11 to 34
percent between 2019 and 2021 and has hardly moved since, according to the statistical
office. Economists explain this by new contracts: firms that gave up floors of their
offices cannot call everybody back.

return policy
You may send back unworn shoes within 30 days. Print the label from your account, put it
on the box and bring it to any parcel shop. The money is on your card after five working
days. Shoes that were made to measure, gift cards and opened care products are excluded.

How does a heat pump work?
A fan draws in outside air, which evaporates a refrigerant even at minus ten degrees.
The compressor raises its pressure and with it the temperature; in the condenser the
heat goes over to the water of the radiators. From one kilowatt hour of electricity come
three to four of heat.

What should I bring to the first appointment?
Dr. Hansen and her team look after children and adults at Harbour Street 12. Please
bring your insurance card, a list of the medicines that you take, and older X-rays if
there are any. Plan 45 minutes. Whoever cannot come tells us the day before, by
telephone or in the portal.
"""

ANSWERED = [one.strip().split("\n", 1) for one in TEXTS.split("\n\n")]
QUERIES = [query for query, _ in ANSWERED]
SHORT = [" ".join(text.split()) for _, text in ANSWERED]
#: As long as the graph reads: each with the two after it.
LONG = [" ".join((SHORT * 2)[place : place + 3]) for place in range(len(SHORT))]
TYPICAL = [*zip(QUERIES, SHORT, strict=True), *zip(QUERIES, LONG, strict=True)]
