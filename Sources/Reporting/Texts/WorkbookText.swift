/// The texts of workbooks and of the pages added with them: Chinese, a bar, English.
public enum WorkbookText: String, CaseIterable, Sendable {
  // Sheets and columns
  case workingList = "工作清单|Working list"
  case decision = "决定|Decision"
  case effective = "生效日|Effective from"
  case takerAbroad = "受让方在境外|Taker abroad"
  case decidedBy = "决定人|Decided by"
  case decidedOn = "决定日|Decided on"
  case decisionReason = "决定理由|Reason for the decision"
  case lowestPoints = "得分下限|Lowest points"
  case highestPoints = "得分上限|Highest points"
  case settled = "等级是否确定|Grade settled"
  case recommended = "建议|Recommendation"
  case gatesBeforeLapse = "不再缴费前的门槛|Gates before a lapse"
  case dueDayNotPaid = "不再缴费的期限|Due day not paid"
  case payableUntil = "逾期最迟补缴|Payable until"
  case standingDecision = "现行决定|Standing decision"
  case lateFee = "宽限期内未缴|Late, in grace"
  case ties = "约束|Ties"
  case nextFeeAmount = "下次费用（{unit}）|Next fee ({unit})"
  case feesFirstYear = "{year} 年费用（{unit}）|Fees {year} ({unit})"
  case figure = "指标|Figure"
  case note = "说明|Note"
  case chooseDecision = "从列表中选择；理由写在右侧|Choose from the list; the reason goes to the right"
  case whereTakerIs =
    "转让、许可、出资、捐赠等须填：受让方或被许可方在境外填“是”，否则填“否”|For transfers, licences, contributions and gifts: yes where whoever takes it is abroad, else no"
  case whoDecided = "姓名或会议名称|A person's name or a meeting's"
  case whenDecided = "写成 2026-06-30 的形式|Written as 2026-06-30"
  case whenEffective =
    "决定从这一天起执行；放弃候选已填方案中不再缴费的期限，可改；空着即为立即|From which day it is carried out; for candidates the plan's due day not paid stands here and may be changed; empty means at once"
  case whyDecided = "一两句话；会原样存档|A sentence or two; it is filed as written"
  case listNote =
    "黄色列由人填写，其余单元格已锁定（无密码，可在“审阅”中撤销保护）。“号码”和表头请勿改动，程序按它们读回。|People fill in the yellow columns; the other cells are locked without a password. Leave the numbers and the heads as they are: the program reads the list back by them."
  case listDisclaimer =
    "本表列出评审结果；有取舍方案时列出其建议，并列出不再缴费前的门槛。决定由人作出。|The list gives the result of the review, what its plan recommends where it has one, and the gates before a lapse; people decide."

  // Pages
  case grades = "分级|Grades"
  case byUnit = "按单位|By unit"
  case byUnitChart = "各单位的等级分布|Grades by unit"
  case byUnitReading =
    "行：单位；列：等级；格中为件数，颜色越深件数越多|Rows: units; columns: grades; the figures count rights, and darker cells hold more"
  case byLine = "按业务线|By business line"
  case byLineChart = "各业务线的等级分布|Grades by business line"
  case byLineReading =
    "行：业务线；列：等级；格中为件数，颜色越深件数越多|Rows: business lines; columns: grades; the figures count rights, and darker cells hold more"
  case otherUnits = "其余 {n} 个|the other {n}"
  case unstated = "未注明|not stated"
  case spreadChart = "得分分布|Spread of the scores"
  case spreadReading =
    "横轴：得分；纵轴：件数；虚线为各等级的分数线|Across: points; upward: rights; dashed lines are the thresholds of the grades"
  case gradeFrom = "{grade} 级起|from {grade}"
  case costAgainstScore = "费用与得分|Fees against points"
  case costAgainstScoreReading =
    "每点一项参加分级的权利；横轴：{years} 年费用（{unit}）；纵轴：得分；虚线以下为最低等级；右下角的权利费用高而得分低，先看|A mark for each graded right; across: fees over {years} years ({unit}); upward: points; below the dashed line lies the lowest grade; look first at the lower right, where fees are high and points low"
  case costAgainstScoreLeftOut =
    "另有 {n} 项无法给出费用，未画出|Graded rights without a fee, not drawn: {n}"
  case lowestGradeBelow = "{grade} 级分数线|threshold of {grade}"
  case due = "应缴清单|Fees due"
  case dueWithin = "一年内到期的下一笔费用|The next fee of each right, due within a year"
  case dueIntro =
    "按各局收费模型计算；是否已缴、滞纳金和最后期限见 winnow forecast --due-within。|By the offices' schedules; winnow forecast --due-within tells what is paid, surcharges and last days."
  case dueCut =
    "只列出前 {n} 笔，共 {total} 笔；全部见工作簿（--output FILE.xlsx）|The first {n} of {total} fees; the workbook has them all (--output FILE.xlsx)"
  case daysLeft = "剩余天数|Days left"
  case nothingDue = "一年内没有到期的费用|No fee falls due within a year"

  // Choices of what is shown
  case redactedTitle = "（名称已隐去）|(title withheld)"
  case redactedName = "（已隐去）|(withheld)"
  case redactedAmounts = "金额已按要求隐去|Amounts are withheld by choice"
  case redactedNote = "本报告已隐去：{what}|Withheld from this report: {what}"
  case titles = "名称|titles"
  case names = "人名和单位名|names"
  case amounts = "金额|amounts"
  case onlyUnit = "单位|Unit"
  case summaryPage = "一页摘要|One-page summary"
  case oneRight = "权利说明|Right sheet"

  // Use of the page
  case jump = "跳到号码|Jump to number"
  case go = "跳转|Go"
  case notFound = "没有这个号码|no such number"
  case columns = "显示的列|Columns"
  case copyCSV = "复制为 CSV|Copy as CSV"
  case copied = "已复制 {n} 行|{n} rows copied"
}

extension Wording {
  /// A text of a workbook, with the braces filled in.
  public func text(_ key: WorkbookText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    fill(half(key.rawValue), values)
  }
}
