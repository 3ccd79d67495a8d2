public import PortfolioCore

extension ModelSource {
  /// The title by language, for reports in one language.
  public var titleText: BilingualText { ModelSource.titleText(title) }

  /// A title by language. Model files write a source as `中文 / English`; a title without both halves, or with several
  /// bars, is the same in both languages.
  public static func titleText(_ title: String) -> BilingualText {
    let halves = title.split(separator: " / ", omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, hasHan(halves[0]) != hasHan(halves[1]) else {
      return BilingualText(zh: title, en: title)
    }
    return hasHan(halves[0])
      ? BilingualText(zh: halves[0], en: halves[1]) : BilingualText(zh: halves[1], en: halves[0])
  }

  private static func hasHan(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}
