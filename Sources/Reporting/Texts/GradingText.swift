public import PortfolioCore

/// The texts about grades, their reasons and their changes. Chinese, a bar, English.
public enum GradingText: String, CaseIterable, Sendable {
  case byMatrix = "由矩阵决定|by the matrix"
  case firedGate =
    "门槛“{gate}”（{effect}）：{says}。依据（{ground}）：{why}|Gate “{gate}” ({effect}): {says}. Ground ({ground}): {why}"
  case effectCap = "至多 {grade}|at best {grade}"
  case effectFloor = "至少 {grade}|at worst {grade}"
  case effectVeto = "否决|veto"
  case groundLegal = "法律|legal"
  case groundBusiness = "业务|business"
  case axisIs =
    "{axis}：{tier}，{points} 分，区间 {low}–{high}|{axis}: {tier}, {points} points, interval {low} to {high}"
  case lastYear =
    "上次（{day}，第 {run} 次评审）：{grade}，{points} 分|Last time ({day}, run {run}): {grade}, {points} points"
  case lastYearOutside = "上次（{day}，第 {run} 次评审）：{grade}|Last time ({day}, run {run}): {grade}"
  case held =
    "得分已越过分数线，但未超出 {margin} 分的缓冲，等级维持上次|The score has passed a threshold, but not by the {margin} points of the margin, so the grade stays"
  case settles = "查明“{fact}”即可确定等级|Knowing “{fact}” would settle the grade"
  case wouldMove = "查明“{fact}”可能改变等级|Knowing “{fact}” could change the grade"
  case lift = "若{changes}，则升为 {grade}|The grade would rise to {grade} if {changes}"
  case lower = "若{changes}，则降为 {grade}|The grade would fall to {grade} if {changes}"
  case change =
    "“{fact}”由{from}变为{to}（取决于本单位）|{fact} becomes {to} instead of {from} (which is for the owner to bring about)"
  case changeByOthers =
    "“{fact}”由{from}变为{to}（取决于他人或机关）|{fact} becomes {to} instead of {from} (which is for others to bring about)"
  case changeFound = "查明“{fact}”为{to}（目前未知）|{fact}, not known now, is found to be {to}"
  case changeAssessed = "专家对“{fact}”的评价由{from}改为{to}|experts put {fact} at {to} instead of {from}"
  case changeAnswered = "专家对“{fact}”评为{to}（目前无人评价）|experts, who have not answered, put {fact} at {to}"
  case changeRisesByTime =
    "无其他变化，到 {day} “{fact}”由{from}升到{to}|nothing else changes and on {day} {fact} has risen from {from} to {to}"
  case changeFallsByTime =
    "无其他变化，到 {day} “{fact}”由{from}降到不足{to}|nothing else changes and on {day} {fact} has fallen from {from} to less than {to}"
  case changeDayPassed =
    "无其他变化，到 {day} 距“{fact}”（{from}）已满期限|nothing else changes and on {day} the period since {fact} ({from}) is over"
  case changeAnd = "且| and "
  case derivedWeights =
    "“{level}”的权重：{ways}；结果 {weights}|Weights of “{level}”: {ways}; result {weights}"
  case wayGiven = "给定（占 {share}）|given (share {share})"
  case wayAHP = "两两比较（占 {share}），一致性比率 {ratio}|comparison of pairs (share {share}), consistency ratio {ratio}"
  case wayEntropy = "熵权法（占 {share}），熵 {entropies}|entropy (share {share}), entropies {entropies}"
  case wholeLevel = "顶层|the top"
  case plannedWeights = "“{level}”的权重：{ways}|Weights of “{level}”: {ways}"
  case wayEntropyPlanned =
    "熵权法（占 {share}），评审时按组合计算|entropy over the reviewed portfolio (share {share})"
  case pairsOf = "“{level}”的两两比较|Comparison of pairs of “{level}”"
  case pairsHead = "行比列重要几倍|how many times the row outweighs the column"
  case ratioIs = "一致性比率 {ratio}（上限 0.1）|consistency ratio {ratio}, at most 0.1"
  case howWeighed = "权重的来历|How the weights came about"
  case weightSetLabel = "权重方案|Weight set"
  case weightSetUsed = "使用权重方案：{set}|Weight set used: {set}"
  case viewsHead = "其他规则书|Other rule books"
  case viewLine = "{model}：{grade}|{model}: {grade}"
  case viewAlone =
    "“{book}”与本规则书共同分级的权利不足三项，不作比较|“{book}” and this book grade fewer than three rights in common: not compared"
  case bookWeight = "规则书权重|Weight in the book"
  case usedWeight = "实计权重|Weight used"
  case answerBy = "（最后一日 {day}）| (last day: {day})"
  case answerInDays = "{day}，还有 {n} 天|{day}, {n} days left"
  case answerOver = "{day}，已过|{day}, over"
  case nextAnswer = "“{gate}”{n} 项，最后一日：{days}{more}|“{gate}”: {n}; last days: {days}{more}"
  case movedBecause = "等级变化原因：{cause}|Cause of the move: {cause}"
}

extension Wording {
  /// A text about grades, with the braces filled in.
  public func text(_ key: GradingText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    fill(half(key.rawValue), values)
  }

  /// The last day for something, and how far off it is.
  public func answerDay(_ day: CalendarDay, _ asOf: CalendarDay) -> String {
    day < asOf
      ? text(GradingText.answerOver, ["day": day.iso])
      : text(GradingText.answerInDays, ["day": day.iso, "n": count(day - asOf)])
  }
}
