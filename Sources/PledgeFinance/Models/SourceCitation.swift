public import PortfolioCore

/// Where a rule or a figure of a packet comes from.
public struct SourceCitation: Sendable, Hashable, Codable {
  /// The title with article or item.
  public let title: String
  /// `official`, `secondary` or `house-default`.
  public let standing: String

  /// The standing for people.
  public var standingTitle: BilingualText {
    switch standing {
    case "official": return BilingualText(zh: "法规或官方文本", en: "law or official text")
    case "secondary": return BilingualText(zh: "二手来源", en: "secondary source")
    default: return BilingualText(zh: "本程序默认", en: "house default")
    }
  }
}
