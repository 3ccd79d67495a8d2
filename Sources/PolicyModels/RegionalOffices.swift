internal import PortfolioCore

/// Which states a regional patent office covers: a model file of the kind `regional-offices`.
public struct RegionalOffices: PolicyModel {
  /// `regional-offices`.
  public static let kind = "regional-offices"

  /// The states by the regional office's code.
  public let members: [String: Set<String>]

  /// Whether a right of an office can have effect in a state because the state belongs to the office.
  public func covers(_ office: String, state: String) -> Bool { members[office]?.contains(state) ?? false }

  /// Reads the table; an office or a state that stands twice is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> RegionalOffices? {
    var members: [String: Set<String>] = [:]
    for value in map.list("offices") {
      var entry = ModelMap(value, log: log)
      let office = entry.string("office")
      let states = entry.list("states")
      if let source = entry.required("source"), let id = source.string(log),
        !header.sources.contains(where: { $0.id == id })
      {
        log.add(
          Problem(
            .modelUnsourced, at: source.place, value: id, zh: "文件开头的 sources 中没有这个来源",
            en: "The file's sources do not list this one"))
      }
      entry.finish()
      guard let office else { continue }
      var found: Set<String> = []
      for state in states {
        guard let code = state.string(log) else { continue }
        if code.utf8.count != 2 || !code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
          log.bad(state.place, value: code, zh: "不是两位国家代码", en: "Not a code of two capitals")
        }
        if !found.insert(code).inserted {
          log.bad(state.place, value: code, zh: "国家重复", en: "The state stands twice")
        }
      }
      if members.updateValue(found, forKey: office) != nil {
        log.bad(value.place, value: office, zh: "受理局重复", en: "The office stands twice")
      }
    }
    return RegionalOffices(members: members)
  }
}
