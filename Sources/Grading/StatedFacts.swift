public import PolicyModels
public import PortfolioCore

/// The facts of a case beside a model, for all kinds of cases that state facts by name.
public enum StatedFacts {
  /// A table of one right. Facts that the case leaves out are unknown; `n/a` makes one not applicable; days are
  /// written as days before (`-400`) or after (`+30`) the as-of day of cases.
  public static func table(_ given: ModelMap, log: ModelLog) -> FactTable {
    var given = given
    var table = FactTable(asOf: CaseColumn.day, rightIDs: [1])
    for entry in given.allEntries() {
      let id = FactID(entry.key)
      guard FactCatalogue.definition(id) != nil, let text = entry.value.string(log) else {
        log.noSuchFact(entry.key, at: entry.keyPlace)
        continue
      }
      guard let column = CaseColumn.column(id, text) else {
        log.bad(entry.value.place, value: text, zh: "不是这个事实的值", en: "Not a value of this fact")
        continue
      }
      if text != "n/a" { FactVocabulary.check(text, of: id, at: entry.value.place, log) }
      table.set(column)
    }
    return table
  }
}
