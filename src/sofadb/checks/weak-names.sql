-- title: Names that resolve to the wrong actor, or to one by accident
-- why: A name that is not weak means its actor wherever it is typed, and no other actor can bear it. "the government"
-- why: would mean one of many. A weak name that is another actor's own name always means that other one.
-- severity: warning
-- mend: Make the name `type: weak`, or take it out where it says nothing. Two actors that are both called so in
-- mend: their sources should both have it as a weak name.
WITH general (folded) AS (
    VALUES ('government'), ('army'), ('navy'), ('airforce'), ('military'), ('police'), ('forces'), ('armedforces'),
        ('securityforces'), ('troops'), ('soldiers'), ('advisers'), ('advisors'), ('contractors'), ('officials'),
        ('parliament'), ('congress'), ('senate'), ('president'), ('primeminister'), ('king'), ('cabinet'),
        ('ministry'), ('foreignministry'), ('defenseministry'), ('defenceministry'), ('ministryofdefense'),
        ('ministryofdefence'), ('embassy'), ('coalition'), ('opposition'), ('rebels'), ('insurgents'), ('militia'),
        ('supremecourt'), ('capital'), ('spokesman'), ('state'), ('population')
),
findings (actor_id, file_id, line, what) AS (
    SELECT n.actor_id, n.seed_file_id, n.seed_line, '"' || n.name || '" could be said of many and is not weak'
    FROM actor_names AS n
    WHERE n.type <> 'weak' AND (substr(n.name, 1, 4) = 'the '
        OR n.folded IN (SELECT folded FROM general))
    UNION ALL
    SELECT n.actor_id, n.seed_file_id, n.seed_line,
        'the weak name "' || n.name || '" always means ' || other.key || ', whose ' || o.type || ' name it is'
    FROM actor_names AS n
    JOIN actor_names AS o ON o.folded = n.folded AND o.type <> 'weak' AND o.actor_id <> n.actor_id
    JOIN actors AS other ON other.id = o.actor_id
    WHERE n.type = 'weak'
)
SELECT f.path AS file, x.line AS line, a.key AS ref, x.what AS what
FROM findings AS x
JOIN actors AS a ON a.id = x.actor_id
LEFT JOIN seed_files AS f ON f.id = x.file_id
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
