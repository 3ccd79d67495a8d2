internal import PolicyModels
public import PortfolioCore

/// Where a rule or a figure of a packet comes from.
public struct SourceCitation: Sendable, Hashable, Codable {
  /// The title with article or item.
  public let title: String
  /// `official`, `secondary` or `house-default`; `withheld` where the source is not shown.
  public let standing: String

  /// A citation.
  public init(title: String, standing: String) {
    self.title = title
    self.standing = standing
  }

  /// The title in the language of the reader.
  public var titleText: BilingualText { ModelSource.titleText(title) }

  /// The standing for people.
  public var standingTitle: BilingualText {
    switch standing {
    case "official": return BilingualText(zh: "法规或官方文本", en: "law or official text")
    case "secondary": return BilingualText(zh: "二手来源", en: "secondary source")
    case "withheld": return BilingualText(zh: "来源隐去", en: "source withheld")
    default: return BilingualText(zh: "本程序默认", en: "house default")
    }
  }
}
