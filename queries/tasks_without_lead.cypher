// 名称: tasks_without_lead
// 问题: 哪些事项没有牵头单位，只写了负责或配合？
// 说明: 所在标题已有牵头单位的事项不算，行文中的责任不算。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: parties: list 承担单位
// 列: roles: list 角色，与承担单位一一对应
// 列: open: flag 名单以“等”结尾
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statements: list 陈述编号
{asked}
MATCH (c:_条款 {document: d.id})
WHERE c.leaderless AND NOT c.prose
WITH c, d ORDER BY d.date, d.id, c.item_start, c.item_id, c.start
RETURN
  c.number AS number, c.item AS item, c.item_kind AS item_kind, c.item_id AS item_id,
  [i IN range(0, size(c.roles) - 1) WHERE c.roles[i] <> '考核' | c.parties[i]] AS parties,
  [role IN c.roles WHERE role <> '考核'] AS roles,
  coalesce(size(c.open_roles) > 0, false) AS open,
  d.name AS title, d.date AS date, c.item_path AS path,
  c.quote AS quote, c.start AS start, c.end AS end, d.id AS document,
  c.facts AS statements
ORDER BY date, document, c.item_start, item_id, start
