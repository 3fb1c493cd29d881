-- title: A position that answers one stated later
-- why: Nobody answers what has not been said yet: `responds_to` names the wrong position, or a day is wrong.
-- severity: error
-- mend: Turn the answer round, name the position that it does answer, or correct `stated` of one of the two.
SELECT f.path AS file, p.seed_line AS line, s.key || '/' || p.key AS ref,
    'stated ' || p.stated || ', but ' || question_source.key || '/' || q.key || ', which it answers, '
    || q.stated AS what
FROM positions AS p
JOIN positions AS q ON q.id = p.responds_to_id
JOIN sources AS s ON s.id = p.source_id
JOIN sources AS question_source ON question_source.id = q.source_id
LEFT JOIN seed_files AS f ON f.id = p.seed_file_id
WHERE p.stated_latest < q.stated_earliest AND p.status = 'accepted' AND q.status = 'accepted'
ORDER BY file NULLS LAST, line NULLS LAST, ref, what
