public import PortfolioCore

extension ModelLog {
  /// Says that no fact has a name: which one is probably meant, and which there are. One message for every kind of file.
  public func noSuchFact(_ name: String, at place: Place) {
    let names = FactCatalogue.all.map(\.id.name)
    let meant = EditDistance.nearest(to: name, among: names)
    bad(
      place, value: name, zh: "没有这个事实", en: "There is no such fact",
      remedy: BilingualText(
        zh: (meant.map { "是否指“\($0)”？" } ?? "") + "可用：" + names.joined(separator: "、"),
        en: (meant.map { "Did you mean '\($0)'? " } ?? "") + "Known facts: " + names.joined(separator: ", ")))
  }
}
