// 名称: tasks_without_agency
// 问题: 哪些事项没有写明任何责任单位？
// 说明: 只看分了工的方案（附件或文件）；它的组成部分、它所在的事项和标题也都没有责任单位，行文中泛指的“各部门”等不算；原句是事项本身。
// 参数: document: text= 只看一份文件：编号或标题的一部分；留空为全部
// 示例: document=发展六仗
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
{asked}
MATCH (u:_空项 {document: d.id})
WITH u, d ORDER BY d.date, d.id, u.item_start, u.item_id, u.start
RETURN
  u.number AS number, u.item AS item, '事项' AS item_kind, u.item_id AS item_id,
  d.name AS title, d.date AS date, u.item_path AS path,
  u.quote AS quote, u.start AS start, u.end AS end, d.id AS document, u.statement AS statement, u.mark AS mark
ORDER BY date, document, u.item_start, item_id, start
