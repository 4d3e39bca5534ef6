// 名称: deadlines
// 问题: 哪些事项应在何时之前完成，或多久一次？
// 参数: document: text= 只看一份文件：编号；留空为全部
// 参数: before: text= 只看这一天及以前到期的，如 2026-06-30；留空为全部
// 示例: before=2023-12-31
// 次序: date document words_start item_id statement
// 列: until: text 最后一天；不能确定的为空
// 列: kind: text 截止、阶段、长期或周期
// 列: every: text 多久一次；不重复的为空
// 列: words: text 原文写法
// 列: computed: flag 由文件日期推算
// 列: number: text 编号
// 列: item: text 事项
// 列: item_kind: text 种类
// 列: item_id: text 事项编号
// 列: words_start: integer 时限用语的起点（字符）
// 列: title: text 文件标题
// 列: date: text 文件日期
// 列: path: list 所在标题，自上而下
// 列: quote: text 原句
// 列: start: integer 原句起点（字符）
// 列: end: integer 原句终点（字符，不含）
// 列: document: text 文件编号
// 列: statement: text 陈述编号
// 列: mark: text 记号，文字移动位置后不变
MATCH (t)-[r:时限]->()
WHERE $past[r.document] IS NULL AND ($document = '' OR r.document = $document)
  AND ($before = '' OR (r.until <> '' AND r.until <= $before))
MATCH (d:文件 {id: r.document})
RETURN
  r.until AS until, r.kind AS kind, r.every AS every, r.raw AS words, r.computed AS computed,
  CASE labels(t)[0] WHEN '文件' THEN '' ELSE coalesce(t.number, '') END AS number,
  t.name AS item, labels(t)[0] AS item_kind, t.id AS item_id, r.words_start AS words_start,
  d.name AS title, d.date AS date, r.path AS path,
  r.quote AS quote, r.start AS start, r.end AS end, r.document AS document, r.id AS statement, r.mark AS mark
