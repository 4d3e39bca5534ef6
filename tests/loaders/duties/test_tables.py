"""Tables of responsibilities: one block a case, invented, right ones and wrong ones.

Each expected line is "task | role:words of a cell | ...". An empty expectation says that the text holds no such table.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.duties.tables import Table, find, role, words
from loaders.page.text import Text

MARKDOWN = [
    (
        "责任单位 alone answers",
        """| 序号 | 任务 | 责任单位 |
|:--:|---|---|
| 1 | 建设口袋公园 | 区城管局、各街道 |
| 2 | 更换路灯 | 区住建局 |""",
        ["建设口袋公园 | 负责:区城管局、各街道", "更换路灯 | 负责:区住建局"],
    ),
    (
        "cards below each other: the labels in the first column",
        """| 任务名称 | 修缮老桥 |
| 牵头单位 | 县交通局 |
| 配合单位 | 县财政局 |
| 任务名称 | 疏通河道 |
| 牵头单位 | 县水利局 |
| 配合单位 | 县财政局 |""",
        ["修缮老桥 | 牵头:县交通局 | 配合:县财政局", "疏通河道 | 牵头:县水利局 | 配合:县财政局"],
    ),
    (
        "cards beside each other",
        """| 工作任务 | 修缮老桥 | 疏通河道 |
| 责任单位 | 县交通局 | 县水利局 |""",
        ["修缮老桥 | 负责:县交通局", "疏通河道 | 负责:县水利局"],
    ),
    (
        "a card with two labels a row",
        """| 任务名称 | 修缮老桥 | 完成时限 | 6月底 |
| 牵头单位 | 县交通局 | 配合单位 | 县财政局 |""",
        ["修缮老桥 | 牵头:县交通局 | 配合:县财政局"],
    ),
    (
        "beside 配合单位 it leads",
        """|重点事项|责任单位|配合单位|完成时限|
|--|--|--|--|
|疏通河道|县水利局|县财政局、各乡镇|6月底|""",
        ["疏通河道 | 牵头:县水利局 | 配合:县财政局、各乡镇"],
    ),
    (
        "beside 牵头单位 it cooperates",
        """|工作任务|牵头单位|责任单位|
|-|-|-|
|推广节水器具|市水务局|市机关事务局|""",
        ["推广节水器具 | 牵头:市水务局 | 配合:市机关事务局"],
    ),
    (
        "without outer bars, full-width bars",
        """事项｜牵头部门｜协办部门
---｜---｜---
修订应急预案｜市应急局｜市消防救援支队""",
        ["修订应急预案 | 牵头:市应急局 | 配合:市消防救援支队"],
    ),
    (
        "no rule below the headings",
        """| 任务 | 责任部门 |
| 清理僵尸网站 | 州数据局 |""",
        ["清理僵尸网站 | 负责:州数据局"],
    ),
    (
        "考核项目 names what is assessed, 考核指标 says how",
        """| 序号 | 考核项目 | 分值 | 考核指标 | 负责考核部门 |
|---|---|---|---|---|
| 1 | 完善管护队伍 | 5 | 管护员配备到位，得3分。日志齐全，得2分。 | 县林长办 |""",
        ["完善管护队伍 | 考核:县林长办"],
    ),
    (
        "nobody cooperates",
        """| 任务 | 牵头单位 | 配合单位 |
|---|---|---|
| 编制年鉴 | 县档案馆 | / |
| 修缮祠堂 | 县文旅局 | 无 |
| 布置展陈 | 县博物馆 | — |""",
        ["编制年鉴 | 牵头:县档案馆", "修缮祠堂 | 牵头:县文旅局", "布置展陈 | 牵头:县博物馆"],
    ),
    (
        "bodies left of the tasks are written once",
        """| 责任单位 | 序号 | 任务内容 |
|---|---|---|
| 县水利局 | 1 | 整治排污口 |
|  | 2 | 清理岸线 |
| 县林业局 | 3 | 补植苗木 |""",
        ["整治排污口 | 负责:县水利局", "清理岸线 | 负责:县水利局", "补植苗木 | 负责:县林业局"],
    ),
    (
        "同上",
        """| 任务 | 责任单位 |
|---|---|
| 清点台账 | 市审计局 |
| 通报结果 | 同上 |""",
        ["清点台账 | 负责:市审计局", "通报结果 | 负责:市审计局"],
    ),
    (
        "title before content",
        """| 序号 | 任务名称 | 工作内容 | 责任单位 | 时间节点 |
|---|---|---|---|---|
| 1 | 适老化改造 | 改造困难老年人家庭300户 | 区民政局 | 全年 |""",
        ["适老化改造 | 负责:区民政局"],
    ),
    (
        "a torn row",
        """| 序号 | 任务 | 责任单位 | 时限 |
| --- | --- | --- | --- |
| 1 | 建设冷链 | 市商务局、市供
销社 | 9月 |
| 2 | 办好展会 | 市贸促会 | 10月 |""",
        ["建设冷链 | 负责:市商务局、市供销社", "办好展会 | 负责:市贸促会"],
    ),
    (
        "line breaks and emphasis in cells",
        """| **任务** | **牵头单位** | **责任单位** |
|---|---|---|
| **完善客运站** | 市交通局 | 市公安局<br>市城管局<br>各区政府 |""",
        ["完善客运站 | 牵头:市交通局 | 配合:市公安局 | 配合:市城管局 | 配合:各区政府"],
    ),
    (
        "parts of the table stand on rows of their own",
        """| 序号 | 事项 | 责任单位 |
|---|---|---|
| **一、产业发展** | | |
| 1 | 引进龙头企业 | 区投促局 |
| **二、民生保障** | | |
| 2 | 新增托位 | 区卫健局 |""",
        ["引进龙头企业 | 负责:区投促局", "新增托位 | 负责:区卫健局"],
    ),
    (
        "a clause in a cell",
        """| 任务 | 责任分工 |
|---|---|
| 打通断头路 | 市住建局牵头，市资源规划局、市财政局配合 |""",
        ["打通断头路 | 负责:市住建局牵头,市资源规划局、市财政局配合"],
    ),
    (
        "people stand beside",
        """| 事项 | 主管领导 | 责任单位 | 责任人 |
|---|---|---|---|
| 改造老旧管网 | 李某某 | 市水投集团 | 王某 |""",
        ["改造老旧管网 | 负责:市水投集团"],
    ),
    (
        "who assesses beside who answers",
        """| 指标 | 责任单位 | 考核部门 |
|---|---|---|
| 森林覆盖率 | 各镇（街道） | 县林长办 |""",
        ["森林覆盖率 | 负责:各镇(街道) | 考核:县林长办"],
    ),
    (
        "who assesses only",
        """| 一级指标 | 二级指标 | 分值 | 考核单位 |
|---|---|---|---|
| 产业 | 出栏量 | 8 | 县农业农村局 县统计局 |""",
        ["出栏量 | 考核:县农业农村局 | 考核:县统计局"],
    ),
    (
        "chiefs of rivers: who keeps in touch, which towns answer",
        """河流名称 | 县级河长 | 职务 | 联系单位 | 责任乡镇 |
白水 | 田野 | 县委书记 | 县水利局 | 柳镇、石桥乡 |""",
        ["白水 | 联系:县水利局 | 负责:柳镇、石桥乡"],
    ),
    (
        "an assessment without headings: numbers, points, who answers",
        """2019年度路长制工作乡镇考核细则
| 总分 | 100 | | |
1 | 完善“四个到位” | 5 | 健全组织体系。 | 县路长办 |
2 | 控制扬尘 | 7 | 建立台账，得3分。 | 县交通局 县城管局 |""",
        ["完善“四个到位” | 负责:县路长办", "控制扬尘 | 负责:县交通局 | 负责:县城管局"],
    ),
    (
        "powers: who holds them, and the office that exercises them",
        """| 序号 | 职权名称 | 职权类型 | 实施主体 | 承办机构 | 责任事项 |
|---|---|---|---|---|---|
| 1 | 取水许可 | 行政许可 | 柳镇人民政府 | 农业办公室 | 1.受理责任：公示材料。 |""",
        ["取水许可 | 负责:柳镇人民政府 | 负责:农业办公室"],
    ),
    (
        "rows that lost the cell which they share with the one above",
        """大类 | 序号 | 工作任务 | 分管 区领导 | 牵头单位及 主要负责人 | 进展 |
一、养老 | 1 | 新建食堂5处。 | 田野 | 区民政局 卢遥 | 已建3处。 |
2 | 改造床位60张。 | 田野 | 区卫健委 秦岚 | 已完成。 |""",
        ["新建食堂5处。 | 牵头:区民政局", "改造床位60张。 | 牵头:区卫健委"],
    ),
    (
        "three tiers of columns",
        """| 任务 | 牵头部门 | 主责单位 | 协办单位 | 时限 |
|---|---|---|---|---|
| 整修校舍 | 市教育局 | 区教体局 | 各街道、园区 | 年底 |""",
        ["整修校舍 | 牵头:市教育局 | 配合:区教体局 | 配合:各街道、园区"],
    ),
    (
        "a column that nobody knows names the task",
        """| 年份 | 怎么干 | 责任单位 |
|---|---|---|
| 2027 | 把旧厂房改造成工业博物馆 | 区文旅局 |""",
        ["把旧厂房改造成工业博物馆 | 负责:区文旅局"],
    ),
    (
        "escaped bars stay in their cell",
        r"""| 任务 | 责任单位 |
|---|---|
| 推广“一码\|一卡” | 市数据局 |""",
        [r"推广“一码\|一卡” | 负责:市数据局"],
    ),
    (
        "headings are repeated on the next page",
        """| 序号 | 任务 | 责任单位 |
| 1 | 扩建粮库 | 区粮食局 |
| 序号 | 任务 | 责任单位 |
| 2 | 抽检种子 | 区农业农村局 |""",
        ["扩建粮库 | 负责:区粮食局", "抽检种子 | 负责:区农业农村局"],
    ),
    (
        "another table follows without bodies",
        "| 任务 | 责任单位 |\n|---|---|\n| 建设粮仓 | 县粮储局 |\n\n| 项目 | 金额 |\n|---|---|\n| 桥梁 | 市交通局 |",
        ["建设粮仓 | 负责:县粮储局"],
    ),
    (
        "headings lost, bodies left of the number",
        "县水利局 | 15 | 整治排污口\n | 20 | 清理岸线",
        ["整治排污口 | 负责:县水利局", "清理岸线 | 负责:县水利局"],
    ),
    (
        "headings lost, a deadline beside the bodies",
        "| 3 | 建设垃圾中转站 | 市城管局，各县区政府 | 常态工作 |\n| 4 | 推广可降解餐盒 | 市商务局 | 2027年底 |",
        ["建设垃圾中转站 | 负责:市城管局,各县区政府", "推广可降解餐盒 | 负责:市商务局"],
    ),
    (
        "names with spaces and slashes between them",
        "| 任务 | 牵头单位 | 责任单位 |\n|-|-|-|\n| 招引项目 | 区商务局/区投促局 | 区发改委 区经信局 各镇街 |",
        ["招引项目 | 牵头:区商务局 | 牵头:区投促局 | 配合:区发改委 | 配合:区经信局 | 配合:各镇街"],
    ),
    (
        "headings with spaces and brackets",
        "|任 务|责 任 单 位（部门）|\n|-|-|\n|普查古树|县林业局|",
        ["普查古树 | 负责:县林业局"],
    ),
    (
        "a part without headings goes on behind a note",
        """| 任务 | 牵头单位 | 配合单位 |
| 建园区 | 市工信局 | 市财政局 |

注：按月调度。

| 修道路 | 市交通局 | 市财政局 |""",
        ["建园区 | 牵头:市工信局 | 配合:市财政局", "修道路 | 牵头:市交通局 | 配合:市财政局"],
    ),
    (
        "a part without headings goes on behind 续表 and the heading of a part",
        """| 序号 | 任务 | 责任单位 |
| 1 | 建园区 | 市工信局 |

（续表）

二、交通方面

| 2 | 修道路 | 市交通局 |""",
        ["建园区 | 负责:市工信局", "修道路 | 负责:市交通局"],
    ),
    (
        "not where the columns hold something else",
        """| 任务 | 责任单位 | 时限 |
| 建园区 | 市工信局 | 6月 |

本表由办公室汇总。

| 工业 | 一百二十 | 亿元 |""",
        ["建园区 | 负责:市工信局"],
    ),
    (
        "not behind the caption of another table",
        """| 任务 | 责任单位 |
| 建园区 | 市工信局 |

附件2 联系人名单

| 张某某 | 市财政局 |""",
        ["建园区 | 负责:市工信局"],
    ),
]

HTML = [
    (
        "plain",
        "<table><tr><th>任务</th><th>牵头单位</th><th>配合单位</th></tr>"
        "<tr><td>治理扬尘</td><td>市住建局</td><td>市城管局、市交通局</td></tr></table>",
        ["治理扬尘 | 牵头:市住建局 | 配合:市城管局、市交通局"],
    ),
    (
        "bodies reach over two rows",
        "<table><tr><td>责任单位</td><td>序号</td><td>任务</td></tr>"
        '<tr><td rowspan="2">省林草局</td><td>1</td><td>修复湿地</td></tr>'
        "<tr><td>2</td><td>巡护天然林</td></tr></table>",
        ["修复湿地 | 负责:省林草局", "巡护天然林 | 负责:省林草局"],
    ),
    (
        "a task reaches over rows with a body each",
        "<table><tr><td>重点任务</td><td>具体措施</td><td>责任单位</td></tr>"
        "<tr><td rowspan=2>优化环境</td><td>压减审批时限</td><td>市数据局</td></tr>"
        "<tr><td>推行容缺受理</td><td>市司法局</td></tr></table>",
        ["压减审批时限 | 负责:市数据局", "推行容缺受理 | 负责:市司法局"],
    ),
    (
        "a group of tasks over a single row",
        "<table><tr><td>重点事项</td><td>具体任务</td><td>责任单位</td></tr>"
        "<tr><td rowspan=2>便民服务</td><td>设置反映窗口</td><td>市数据局</td></tr>"
        "<tr><td>延长办事时间</td><td>市司法局</td></tr>"
        "<tr><td>规范执法</td><td>推行扫码检查</td><td>市司法局</td></tr></table>",
        ["设置反映窗口 | 负责:市数据局", "延长办事时间 | 负责:市司法局", "推行扫码检查 | 负责:市司法局"],
    ),
    (
        "a task with its bodies over several measures",
        "<table><tr><td>重点任务</td><td>具体措施</td><td>责任单位</td></tr>"
        "<tr><td rowspan=2>优化环境</td><td>压减审批时限</td><td rowspan=2>市数据局</td></tr>"
        "<tr><td>推行容缺受理</td></tr></table>",
        ["优化环境 | 负责:市数据局"],
    ),
    (
        "labels inside a cell",
        "<table><tr><td>任务</td><td>责任分工</td></tr>"
        "<tr><td>建设产业园</td><td>牵头单位<br>市农业农村局<br>配合单位<br>市财政局<br>市科技局</td></tr>"
        "<tr><td>发展种植</td><td>责任单位<br>市林业局</td></tr></table>",
        ["建设产业园 | 牵头:市农业农村局 | 配合:市财政局 | 配合:市科技局", "发展种植 | 负责:市林业局"],
    ),
    (
        "bodies at the heads of columns, below a heading of them all",
        "<table><tr><td rowspan=2>序号</td><td rowspan=2>改革任务</td><td colspan=2>市级部门</td></tr>"
        "<tr><td>市委<br>改革办</td><td>市数据局</td></tr>"
        "<tr><td>1</td><td>建设一网统管中心</td><td>★</td><td>○</td></tr></table>注:★为牵头单位,○为配合单位",
        ["建设一网统管中心 | 牵头:市委改革办 | 配合:市数据局"],
    ),
    (
        "a zone and an airport a line each",
        "<table><tr><td>任务</td><td>牵头单位</td></tr>"
        "<tr><td>推广标准地</td><td>燕北经济开发区管委会<br>市住房和城乡建设局<br>燕北机场</td></tr></table>",
        ["推广标准地 | 牵头:燕北经济开发区管委会 | 牵头:市住房和城乡建设局 | 牵头:燕北机场"],
    ),
    (
        "a row of sums below the bodies",
        "<table><tr><td>牵头单位</td><td>任务</td><td>投资</td></tr>"
        "<tr><td>区发改局</td><td>清退散煤</td><td>3</td></tr><tr><td>合计</td><td></td><td>3</td></tr></table>",
        ["清退散煤 | 牵头:区发改局"],
    ),
    (
        "a row of sums",
        "<table><tr><td>任务</td><td>投资</td><td>责任单位</td></tr>"
        "<tr><td>清退散煤</td><td>3</td><td>区发改局</td></tr><tr><td colspan=2>合计(1个)</td><td></td></tr></table>",
        ["清退散煤 | 负责:区发改局"],
    ),
    (
        "headings of headings",
        "<table><tr><td rowspan=2>事项</td><td colspan=2>责任分工</td></tr><tr><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td>清退散煤</td><td>区发改局</td><td>区市场监管局</td></tr></table>",
        ["清退散煤 | 牵头:区发改局 | 配合:区市场监管局"],
    ),
    (
        "paragraphs, spans and entities",
        '<table><tr><td><p>工作任务</p></td><td><p align="center"><b>责任</b><b>单位</b></p></td></tr>'
        "<tr><td><p>升级园区&nbsp;管网</p></td><td><p>市<span>住建</span>局</p><p>市水务集团</p></td></tr></table>",
        ["升级园区管网 | 负责:市住建局 | 负责:市水务集团"],
    ),
    (
        "closing tags are missing",
        "<table><tr><td>任务<td>责任单位<tr><td>排查燃气管道<td>县住建局",
        ["排查燃气管道 | 负责:县住建局"],
    ),
    (
        "escaped inside a data file",
        r"<table border=\"1\"><tr><td>任务<\/td><td>责任单位<\/td><\/tr>"
        r"<tr><td rowspan=\"1\">迁建客运站<\/td><td>市交通局<\/td><\/tr><\/table>",
        ["迁建客运站 | 负责:市交通局"],
    ),
]

CELLS = [
    (
        "a bar behind each cell, a year before a heading, places that look like bodies",
        "|\n序號 |\n項目名稱 |\n建設地點 |\n2024年建設內容 |\n年度投資金額 (萬元) |\n"
        "責任單位 |\n|\n1 |\n校舍改造項目 |\n"
        "紙坊街道 |\n改造校舍。 |\n300 |\n教體局 |\n|\n2 |\n農橋項目 |\n謝村鎮 |\n建橋。 |\n1360 |\n交通局 |\n",
        ["校舍改造项目 | 负责:教体局", "农桥项目 | 负责:交通局"],
    ),
    (
        "tasks that end like a body's name",
        "序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n建成县残疾人服务中心。\n\n县残联\n\n5月底前动工\n\n2\n\n迁建县政务服务中心。\n\n"
        "县政务服务中心\n\n县代建中心\n\n12月底前\n",
        ["建成县残疾人服务中心。 | 负责:县残联", "迁建县政务服务中心。 | 负责:县政务服务中心 | 负责:县代建中心"],
    ),
    (
        "one cell a line with blank lines",
        """序号

任务

牵头单位

配合单位

完成时限

1

建成智慧粮库

市粮食局

市财政局、市数据局

2026 年底

2

开展秸秆还田

市农业农村局

/

持续推进
""",
        ["建成智慧粮库 | 牵头:市粮食局 | 配合:市财政局、市数据局", "开展秸秆还田 | 牵头:市农业农村局"],
    ),
    (
        "without blank lines, names torn in the middle",
        """序号
任务名称
责任单位
时间节点
1
社区养老服务中
心建设
区民政局、区卫生健
康局，各街道
9月底前
2
老旧电梯更新
区市场监管局
12月""",
        ["社区养老服务中心建设 | 负责:区民政局、区卫生健康局,各街道", "老旧电梯更新 | 负责:区市场监管局"],
    ),
    (
        "a deadline inside the cell of the bodies, a task that goes on behind it",
        """序号

任务

责任单位

时限

1

制定低空经济目录，
州发展改革委、州科技局，
2027 年底
各县市政府

2

办好马拉松赛事，
州教育体育局、州文旅局
同步举办非遗市集

长期坚持
""",
        [
            "制定低空经济目录, | 负责:州发展改革委、州科技局,各县市政府",
            "办好马拉松赛事,同步举办非遗市集 | 负责:州教育体育局、州文旅局",
        ],
    ),
    (
        "a page ends, the next one repeats some headings, the others stand behind the rows",
        """序号

任务

1

绘制老城保护图

市住房城乡建设局

6 月底

— 3 —


2

挂牌历史建筑

市文广旅局

年底

— 4 —

责任单位

完成时限
""",
        ["绘制老城保护图 | 负责:市住房城乡建设局", "挂牌历史建筑 | 负责:市文广旅局"],
    ),
    (
        "without numbers",
        """工作任务
责任单位
完成时间
推进渔港改造
市海洋渔业局
11月底
新增深水网箱
市国资委、市海投集团
年底前""",
        ["推进渔港改造 | 负责:市海洋渔业局", "新增深水网箱 | 负责:市国资委、市海投集团"],
    ),
    (
        "between bars",
        """| 序号 |
| 事项 |
| 责任单位 |
| 1 |
| 更新公交站牌 |
| 市公交集团 |
| 2 |
| 增设盲道 |
| 市残联、市城管局 |""",
        ["更新公交站牌 | 负责:市公交集团", "增设盲道 | 负责:市残联、市城管局"],
    ),
    (
        "headings on one line, cells with single gaps",
        """序号 工作任务 责任单位 完成时限
1 建设数字校园 区教育局 2026 年底
2 改造农贸市场 区商务局 10月""",
        ["建设数字校园 | 负责:区教育局", "改造农贸市场 | 负责:区商务局"],
    ),
    (
        "bodies left of the number",
        """责任单位
序号
任务
县水利局
15
整治排污口
20
清理岸线
县交通局
21
养护农村公路""",
        ["整治排污口 | 负责:县水利局", "清理岸线 | 负责:县水利局", "养护农村公路 | 负责:县交通局"],
    ),
    (
        "one body a line in one cell",
        """序号

任务

责任单位

1

整治非法营运

市交通局
市公安局
各县区政府

2

设置潮汐车道

市公安局
""",
        ["整治非法营运 | 负责:市交通局 | 负责:市公安局 | 负责:各县区政府", "设置潮汐车道 | 负责:市公安局"],
    ),
    (
        "without headings a clause and a number make a row",
        """7

冬季清雪

对主干道实行即下即清

区城管局牵头，各街道配合

每年11月
""",
        ["冬季清雪 | 负责:区城管局牵头,各街道配合"],
    ),
    (
        "without headings bodies with a deadline behind them make a row",
        """4

建设足球场地

新建社会足球场地12块

市体育局，各区县政府

2027 年底
""",
        ["建设足球场地 | 负责:市体育局,各区县政府"],
    ),
    (
        "a page's end and its headings inside a name",
        """序号

任务

责任单位

时限

1

普及急救知识

市教育局、市人力

— 3 —


序号

任务

责任单位

时限

资源社会保障局

年底

2

增设自动除颤器

市红十字会、市卫生

— 4 —

健康委

年底
""",
        ["普及急救知识 | 负责:市教育局、市人力资源社会保障局", "增设自动除颤器 | 负责:市红十字会、市卫生健康委"],
    ),
    (
        "four columns with scrambled punctuation",
        """序号
任务
牵头部门
主责单位
协办单位
时限
1
引进外资
市商务局
区招商局、
各街道 、园区
年底""",
        ["引进外资 | 牵头:市商务局 | 配合:区招商局、 | 配合:各街道、园区"],
    ),
    (
        "two columns of bodies without blank lines, the second one wraps",
        """序号
重点任务
牵头单位
配合单位
完成时限
1
创建无废城市，建设无废
工厂20家
市生态环境局
市经信局、市住建局、市
农业农村局
2026年12月
2
建设零碳园区
市发展改革委
市经信局，各区县政府
持续推进""",
        [
            "创建无废城市,建设无废工厂20家 | 牵头:市生态环境局 | 配合:市经信局、市住建局、市农业农村局",
            "建设零碳园区 | 牵头:市发展改革委 | 配合:市经信局,各区县政府",
        ],
    ),
    (
        "cells with single gaps that wrap",
        """序号 工作任务 责任单位
1 发展新质生产力，培育 市经信局、市科技局、
专精特新企业 市财政局
2 壮大县域经济 市发展改革委""",
        ["发展新质生产力,培育专精特新企业 | 负责:市经信局、市科技局、市财政局", "壮大县域经济 | 负责:市发展改革委"],
    ),
    (
        "parts of the table and the text behind it",
        """序号

工作任务

责任单位

一、夯实基础

1

建设数据库

省数据局，各市人民政府

二、强化应用

2

推广应用

省教育厅、省卫生健康
委，各市人民政府

三、保障措施

各部门要高度重视，抓好落实。
省数据局
2025年3月1日""",
        ["建设数据库 | 负责:省数据局,各市人民政府", "推广应用 | 负责:省教育厅、省卫生健康委,各市人民政府"],
    ),
    (
        "projects with amounts and people beside the bodies",
        """序号

项目名称

建设内容

总投资（万元）

责任单位

责任人

1

城东小学

新建校舍2栋

3000

县教育局

王某

2

城西医院

扩建

5000

县卫生健康局

李某
""",
        ["城东小学 | 负责:县教育局", "城西医院 | 负责:县卫生健康局"],
    ),
    (
        "headings torn",
        """序号

工作任务

责任
单位

完成
时限

1

认定老字号

市商务局

8月
""",
        ["认定老字号 | 负责:市商务局"],
    ),
]

LAYOUT = [
    (
        "one line a row",
        """序号  任务              责任单位          完成时限
1     开行社区巴士      市交通局          3月
2     布设无线网络      市通信管理局      9月""",
        ["开行社区巴士 | 负责:市交通局", "布设无线网络 | 负责:市通信管理局"],
    ),
    (
        "number and bodies on the middle line",
        """序号     任务                     牵头单位      配合单位
      建设区域性应急物资储备
1                                市应急局      市财政局
      中心，配齐装备
      开展高层建筑消防安全
2                                市消防救援局   市住建局
      专项整治""",
        [
            "建设区域性应急物资储备中心,配齐装备 | 牵头:市应急局 | 配合:市财政局",
            "开展高层建筑消防安全专项整治 | 牵头:市消防救援局 | 配合:市住建局",
        ],
    ),
    (
        "a cell of bodies goes on around its row",
        """序号   任务                        完成时限   责任单位
      推动公共数据授权运营，建设
4     行业数据集，培育数据服务商      6 月     市数据局（市大数
      和第三方机构                          据中心）""",
        ["推动公共数据授权运营,建设行业数据集,培育数据服务商和第三方机构 | 负责:市数据局(市大数据中心)"],
    ),
    (
        "the last line of a cell is short",
        """序号     重点举措              实施路径                    完成时限     责任单位         配合单位
     提升算力服务     建设公共算力平台，降低企业用算成本，
4                                           6 月     市数据局（市AI      市财政局
     （2 项）      发放算力券 500 万元。                           局）""",
        ["建设公共算力平台,降低企业用算成本,发放算力券500万元。 | 牵头:市数据局(市AI局) | 配合:市财政局"],
    ),
    (
        "no numbers: a row begins where its task and its bodies do",
        """任务                      责任单位          时限
清理僵尸车位，整治占      区城管局、区      6月
道经营                    交警大队
划设非机动车位            区城管局          9月""",
        ["清理僵尸车位,整治占道经营 | 负责:区城管局、区交警大队", "划设非机动车位 | 负责:区城管局"],
    ),
    (
        "blank lines between rows of unlike heights",
        """序号    任务            牵头单位      配合单位      时限

        编制规划                      市财政局、
 1                      市文旅局      市住建局      3月

 2      布设标识        市文旅局      各区          5月
        四百块""",
        [
            "编制规划 | 牵头:市文旅局 | 配合:市财政局、市住建局",
            "布设标识四百块 | 牵头:市文旅局 | 配合:各区",
        ],
    ),
    (
        "tabs",
        "序号\t任务\t责任单位\t备注\n1\t修建过街天桥\t市住建局\t\n2\t增开夜班车\t市公交公司\t试点",
        ["修建过街天桥 | 负责:市住建局", "增开夜班车 | 负责:市公交公司"],
    ),
]

SEPARATED = [
    (
        "cells in quotation marks, with commas and line breaks",
        """任务,牵头单位,"配合单位",时限
"修订名录,公布
两批",市文物局,"市财政局、市住建局",6月
编印图册,市方志办,,9月
""",
        ["修订名录,公布两批 | 牵头:市文物局 | 配合:市财政局、市住建局", "编印图册 | 牵头:市方志办"],
    ),
    (
        "semicolons",
        "编号;事项;责任单位\n1;清淤;县水利局\n3;亮化;县住建局",
        ["清淤 | 负责:县水利局", "亮化 | 负责:县住建局"],
    ),
]

FLAT = [
    (
        "who builds, who answers, who is named",
        "序号项目名称总投资（万元）建设单位责任单位责任人\n1邻里中心新建2400市城投公司区住建局王某\n2滨河步道360县水利局、县住建局东湖街道李某某\n",
        ["邻里中心新建 | 负责:区住建局", "滨河步道 | 负责:东湖街道"],
    ),
    (
        "all in one line, persons between words and bodies",
        "2022年惠民实事分解表序号项目名称主要内容区政府分管领导牵头单位配合单位1便民菜场建设新建菜场6个,改造3处。周明远"
        "商务局高新园(柳镇)各街道2老街复兴完成鼓楼修缮布展。周明远文旅局城投公司推进巷道整治,更换管线。李安住建局河滨街道东关街道",
        [
            "便民菜场建设新建菜场6个 | 牵头:商务局 | 配合:高新园(柳镇) | 配合:各街道",
            "完成鼓楼修缮布展 | 牵头:文旅局 | 配合:城投公司",
            "推进巷道整治 | 牵头:住建局 | 配合:河滨街道 | 配合:东关街道",
        ],
    ),
    (
        "a deadline behind the bodies",
        "序号实事项目目标任务牵头单位责任单位完成时限1公厕改造改造公厕8座区城管局各街道区住建局12月底前2食品抽检抽检3000批次"
        "区市场监管局区公安分局、各镇全年",
        [
            "公厕改造改造公厕8座 | 牵头:区城管局 | 配合:各街道 | 配合:区住建局",
            "食品抽检抽检3000批次 | 牵头:区市场监管局 | 配合:区公安分局、各镇",
        ],
    ),
    (
        "two headings that look like one, a name that needs two characters to end",
        "序号重点任务责任单位1推进20个事项“一件事”办理市行政审批局、市公安局、事发地乡镇2清理拖欠账款市工信局",
        ["推进20个事项“一件事”办理 | 负责:市行政审批局、市公安局、事发地乡镇", "清理拖欠账款 | 负责:市工信局"],
    ),
    (
        "bodies between the task and what is said of it",
        "序号组别牵头单位成员单位主要职责1抢险组县应急局县消防救援大队、县公安局负责人员搜救。2善后组县民政局县人社局负责抚恤补偿。",
        ["抢险组 | 牵头:县应急局 | 配合:县消防救援大队、县公安局", "善后组 | 牵头:县民政局 | 配合:县人社局"],
    ),
]

CARDS = [
    (
        "cards on lines, in any order",
        """牵头单位：县交通局
配合单位：县财政局
任务名称：修缮老桥

完成时限：6月底

牵头单位：县水利局
任务名称：疏通河道""",
        ["修缮老桥 | 牵头:县交通局 | 配合:县财政局", "疏通河道 | 牵头:县水利局"],
    ),
]

FIELDS = [
    (
        "a field a line",
        "行政权力责任事项梳理表\n职权名称\n1、食盐批发许可\n职权类型\n行政许可\n法定主体\n商务局\n责任事项\n1.受理责任:依法受理。\n"
        "职权名称\n2、取水许可\n职权类型\n行政许可\n实施机关：\n县水利局\n",
        ["食盐批发许可 | 负责:商务局", "取水许可 | 负责:县水利局"],
    ),
]

DRAWN = [
    (
        "cells over several lines, a rule over some columns only",
        """┌──────────┬───┬───────┬────┐
│ 工 作 任 务 │分管领│牵头组织实施单位│完成时限│
│ │ 导 │ │ │
├──────────┼───┼───────┼────┤
│抓好仓储物流工作│田野│各县(市、区)政│年内见成│
├──────────┤ │府,市财政局、国│ 效 │
│△调整支出结构,加大│ │家税务局 │ │
│对“三农”的投入 │ ├───────┤ │
│△加强财政监督 │ │市财政局、市教│ │
│ │ │育局 │ │
└──────────┴───┴───────┴────┘
""",
        ["抓好仓储物流工作 | 牵头:各县(市、区)政府,市财政局、国家税务局", "加强财政监督 | 牵头:市财政局、市教育局"],
    ),
]

RECORDS = [
    (
        "template strings",
        "const t = [{no:1,task:`办好年货节`,lead:`市商务局`,support:`市贸促会`,deadline:'年底'}]",
        ["办好年货节 | 牵头:市商务局 | 配合:市贸促会"],
    ),
    (
        "lead and co",
        '[{"task": "制定养犬管理规定", "owner": "市公安局", "co": "市城管局、市农业农村局"},'
        ' {"task": "公布犬类免疫点", "owner": "市农业农村局", "co": "无"}]',
        ["制定养犬管理规定 | 牵头:市公安局 | 配合:市城管局、市农业农村局", "公布犬类免疫点 | 牵头:市农业农村局"],
    ),
    (
        "JS without quotes",
        "{ id: 3, title: '建立湿地名录', departments: '省林业局按职责分工负责', }",
        ["建立湿地名录 | 负责:省林业局按职责分工负责"],
    ),
    (
        "cut in the middle, braces lost",
        'title: "开展增殖放流",\n  […]\n  departments: "省海洋局牵头"\n'
        ' title: "清理绝户网",\n departments: "省公安厅、海警局"',
        ["开展增殖放流 | 负责:省海洋局牵头", "清理绝户网 | 负责:省公安厅、海警局"],
    ),
    (
        "Chinese keys",
        '{"序号": 1, "工作任务": "推行分时租赁", "牵头单位": "市交通局", "配合单位": "市发改委"}',
        ["推行分时租赁 | 牵头:市交通局 | 配合:市发改委"],
    ),
    (
        "lists of names",
        '{"title": "建设夜间经济街区", "departments": ["市商务局", "市城管局"]}',
        ["建设夜间经济街区 | 负责:市商务局 | 负责:市城管局"],
    ),
    (
        "a record inside a record",
        '{"title": "整治噪声", "measures": [{"content": "划定禁鸣区域", "responsible": "市公安局"},'
        ' {"content": "规范广场舞", "responsible": "市体育局"}]}',
        ["划定禁鸣区域 | 负责:市公安局", "规范广场舞 | 负责:市体育局"],
    ),
    (
        "the last value cut",
        '{"task": "建设驿站", "owner": "区总工会", "co": "区城管局、区团',
        ["建设驿站 | 牵头:区总工会 | 配合:区城管局、区团"],
    ),
]

WRONG = [
    ("commas of a sentence", "明确任务,责任单位,时限要求,抓好落实,市甲局,市乙局。"),
    ("a line that is no row of headings", "序号工程由县水利局责任单位负责\n1滨河步道360县水利局\n"),
    ("no bodies", "| 序号 | 项目 | 金额 |\n|---|---|---|\n| 1 | 桥梁维修 | 300万元 |"),
    (
        "projects with owners and amounts",
        "| 项目名称 | 建设单位 | 总投资 |\n|---|---|---|\n| 污水厂扩建 | 市水务集团 | 2.3亿元 |",
    ),
    ("a drawn form without bodies", "┌──┬──┐\n│项目│金额│\n├──┼──┤\n│桥梁│300万│\n└──┴──┘\n"),
    ("a timetable", "| 时间 | 地点 | 内容 |\n|---|---|---|\n| 9:00 | 市政府 | 开幕式 |"),
    ("people", "| 姓名 | 单位 | 职务 |\n|---|---|---|\n| 张某 | 市科技局 | 副局长 |"),
    ("people in charge only", "| 事项 | 责任领导 | 联系人 |\n|---|---|---|\n| 防汛 | 张某 | 李某 |"),
    ("requests", "| 序号 | 诉求内容 | 建议责任单位 |\n|---|---|---|\n| 1 | 支持申报试点 | 省科技厅 |"),
    (
        "requests by their caption",
        "政策诉求清单\n| 序号 | 事项 | 责任单位 |\n|---|---|---|\n| 1 | 支持申报试点 | 省科技厅 |",
    ),
    ("requests one cell a line", "序号\n诉求\n建议责任单位\n（省级部门）\n1\n支持申报试点\n省科技厅"),
    ("who supervises only", "| 指标 | 目标值 | 督导部门 |\n|---|---|---|\n| 出栏量 | 3万头 | 县农业农村局 |"),
    ("persons as records", '{"name": "张三", "department": "市科技局", "phone": "0000"}'),
    ("documents as records", '{"title": "关于加强统计工作的意见", "department": "省统计局", "url": "x"}'),
    ("a package file", '{"name": "qiantou-web", "version": "1.0", "unit": "px", "org": "example"}'),
    ("numbers one a line", "序号\n项目\n任务\n甲区\n乙县\n1\n岗位\n300\n200\n100\n2\n床位\n50\n20\n30"),
    ("awards", "1\n\n数字政务示范案例\n\n市数据局\n\n2\n\n便民服务示范案例\n\n市民政局\n"),
    ("prose with the words", "各责任单位要切实负责，牵头单位\n要加强调度，配合单位\n要主动作为。"),
    ("a list of offices", "1\n市科技局\n2\n市财政局\n3\n市审计局"),
    ("bars in prose", "A|B 测试中由市科技局牵头 | 其他部门配合"),
    ("empty", ""),
]


def lines(text: Text, tables: list[Table]) -> list[str]:
    rows = [(table, row) for table in tables for row in table.rows]
    return [
        " | ".join(
            [words(text, row.task).text]
            + [f"{role(label, table.roles)}:{words(text, cell).text}" for label, cell in row.parties]
        )
        for table, row in rows
    ]


@pytest.mark.parametrize(
    ("form", "raw", "expected"),
    [
        pytest.param(form, raw, expected, id=f"{form}: {name}")
        for form, cases in (
            ("markdown", MARKDOWN),
            ("html", HTML),
            ("cells", CELLS),
            ("layout", LAYOUT),
            ("json", RECORDS),
            ("csv", SEPARATED),
            ("flat", FLAT),
            ("fields", FIELDS),
            ("drawn", DRAWN),
        )
        for name, raw, expected in cases
    ],
)
def test_tables(form: str, raw: str, expected: list[str]) -> None:
    text = Text(raw)
    found = find(text)
    assert lines(text, found) == expected
    assert {table.form for table in found} == {form}
    assert [cell for table in found for cell in table.skipped] == []


def test_a_row_with_a_cell_too_many_is_not_guessed_at() -> None:
    text = Text("编号,事项,责任单位\n1,清淤,县水利局\n2,绿化,县林业局,县住建局\n3,亮化,县住建局")
    (table,) = find(text)
    assert [words(text, row.task).text for row in table.rows] == ["清淤", "亮化"]
    assert [text.quote(cell.start, cell.end) for cell in table.skipped] == ["2,绿化,县林业局,县住建局"]


def test_a_part_without_headings_that_does_not_fit_is_listed() -> None:
    text = Text(
        "| 任务 | 责任单位 | 时限 |\n| 建园区 | 市工信局 | 6月 |\n\n注：略。\n\n"
        "| 市财政局 | 修道路 |\n| 市审计局 | 建桥梁 |"
    )
    found = find(text)
    assert lines(text, found) == ["建园区 | 负责:市工信局"]
    assert [text.quote(cell.start, cell.end) for table in found for cell in table.skipped] == ["市财政局 | 修道路"]


@pytest.mark.parametrize("raw", [pytest.param(raw, id=name) for name, raw in WRONG])
def test_what_is_no_table_of_responsibilities(raw: str) -> None:
    assert find(Text(raw)) == []


@pytest.mark.parametrize("raw", [raw for _, raw, _ in MARKDOWN + HTML + CELLS + LAYOUT + RECORDS + SEPARATED + FLAT])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_point_into_the_text(raw: str, newline: str) -> None:
    text = Text(f"前言。{newline}{raw.replace(chr(10), newline)}")
    for table in find(text):
        for row in table.rows:
            assert table.start <= row.start <= row.task.start < row.task.end <= row.end <= table.end
            for cell in (row.task, *(cell for _, cell in row.parties)):
                assert table.start <= cell.start < cell.end <= table.end
                assert text.raw[cell.start : cell.end].strip() == text.raw[cell.start : cell.end]
                assert all(cell.start < start < end < cell.end for start, end in cell.holes)


_PIECES = [
    *[
        "任务",
        "责任单位",
        "配合单位",
        "牵头单位",
        "序号",
        "完成时限",
        "诉求",
        "市科技局",
        "县水利局",
        "各乡镇",
        "建设平台",
    ],
    *["推进改革，", "12月", "无", "/", "同上", "牵头", "负责", "市", "1", "2", "3", "、", "，", "（", "）", "— 3 —"],
    *["<table>", "<tr>", "<td>", "</td>", "<td rowspan=2>", "<br>", "&nbsp;", "</table>", "|", "---", "\\"],
    *["\n", "\n\n", "  ", " ", "\t", "\r\n", '{"task": "', '"owner": "', '", ', '"', "}", "[", "]"],
]


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_no_text_breaks_it(raw: str) -> None:
    text = Text(raw)
    for table in find(text):
        assert table.rows
        for row in table.rows:
            for cell in (row.task, *(cell for _, cell in row.parties)):
                assert 0 <= cell.start < cell.end <= len(raw)
                assert words(text, cell).text
                assert all(cell.start < start < end < cell.end for start, end in cell.holes)


def test_what_cannot_be_read_is_listed() -> None:
    text = Text("| 任务 | 责任单位 |\n|---|---|\n| 建桥 | 市交通局 |\n| 修路 | 待定后另行通知 |")
    (table,) = find(text)
    assert [text.quote(cell.start, cell.end) for cell in table.skipped] == ["待定后另行通知"]


@pytest.mark.parametrize(
    ("label", "beside", "expected"),
    [
        ("牵头", {"牵头", "责任"}, "牵头"),
        ("责任", {"牵头", "责任"}, "配合"),
        ("责任", {"责任", "配合"}, "牵头"),
        ("责任", {"责任"}, "负责"),
        ("配合", {"配合"}, "配合"),
        ("责任", {"牵头", "责任", "配合"}, "配合"),
    ],
)
def test_role(label: str, beside: set[str], expected: str) -> None:
    assert role(label, frozenset(beside)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "|" * 200_000,
        "| 任务 | 责任单位 |\n" + "|" * 200_000,
        "、" * 200_000,
        "<td>" * 50_000,
        "<" * 200_000,
        '{"a":' * 40_000,
        '"' * 200_000,
        "责任单位\n" * 20_000,
        "责任单位," * 40_000,
        "责任单位,任务,时限\n" * 10_000,
        "任务,责任单位,时限\n" + '"' * 100_000,
        "序号任务责任单位时限\n" + "1市甲局\n" * 10_000,
        "序号任务责任单位时限\n1" + "市甲局" * 40_000,
        "序号" * 60_000,
        "序号  任务  责任单位\n" + "1  市甲局  市乙局\n" * 4_000,
        "序号  任务  责任单位\n" + "  市甲局" * 20_000,
        "序号\n任务\n责任单位\n" + "1\n" * 20_000,
        "序号\n任务\n责任单位\n1\n" + "市甲局、\n" * 20_000,
        " " * 200_000,
        "牵头  " * 20_000,
    ],
    ids=lambda raw: raw[:12],
)
def test_long_texts_take_linear_time(raw: str) -> None:
    began = time.process_time()
    find(Text(raw))
    assert time.process_time() - began < 20
