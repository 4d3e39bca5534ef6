// 视图: uncounted
// 问题: 某单位的责任清单里，有多少项不计入责任条款？
// 列: inherited: integer 承自标题的项数
// 列: others: integer 行文中的责任、专班的日常工作
// 起点: has: MATCH (a:{kind} {id: $v})-[r:{roles}]->() WITH a, r
// 起点: 其他: MATCH (a:{parties})-[r:{duties}]->() WITH a, r
// 条件: has: a.id = $v
// 起点
WITH a, r
WHERE $past[r.document] IS NULL
WITH a, r
// 条件
// 收束: rows
RETURN
  count(CASE WHEN coalesce(r.inherited, false) THEN 1 END) AS inherited,
  count(CASE WHEN NOT coalesce(r.inherited, false) AND NOT ({counted}) THEN 1 END) AS others
