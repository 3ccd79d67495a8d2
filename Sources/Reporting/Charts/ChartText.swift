public import PortfolioCore

/// The few words of charts themselves: Chinese, a bar, English.
public enum ChartText: String, CaseIterable, Sendable {
  case total = "合计|Total"
  case share = "占比|Share"
  case group = "组别|Group"
  case from = "从|From"
  case to = "至|To"
  case low = "低|Low"
  case high = "高|High"
  case base = "基准|Base"
  case lowAssumption = "取低值|Low value"
  case highAssumption = "取高值|High value"
  case change = "变动|Change"
  case sum = "累计|Sum"
  case lowerEdge = "{name}（下限）|{name}, lower"
  case upperEdge = "{name}（上限）|{name}, upper"
  case more = "另有 {n} 个点|and {n} more points"
  case nothing = "没有数据|No data"

  /// The words in a language.
  public func text(_ language: Language, _ values: KeyValuePairs<String, String> = [:]) -> String {
    let halves = rawValue.split(separator: "|", maxSplits: 1)
    var text = String(halves[language == .zh ? 0 : halves.count - 1])
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }
}
