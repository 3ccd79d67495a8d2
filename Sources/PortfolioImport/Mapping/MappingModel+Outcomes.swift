internal import PolicyModels
public import PortfolioCore

extension MappingModel {
  /// A column that says whether an owner is of a kind.
  public struct OwnerKindColumn: Sendable {
    /// The spellings of the header.
    public var headers: [String]
    /// The kind.
    public var kind: PartyKind
  }

  /// What became of the rights of a layout, so that `winnow backtest FILE` needs nothing else.
  public struct Outcomes: Sendable {
    /// The day on which each right is judged when the user names none.
    public enum Landmark: String, Sendable, CaseIterable {
      /// Its own day of grant.
      case grant
    }

    /// Headers whose day is the day of the lapse, or which say 1 or 0; the first that a file has counts.
    public var lapse: [String]
    /// Headers that take a right out of the test when they hold anything: given up to avoid double patenting.
    public var leftOut: [String]
    /// The last day of observation.
    public var observedUntil: CalendarDay?
    /// The day on which each right is judged when the user names none.
    public var asOf: Landmark?
    /// How many days before the end of the term a recorded end counts as the end of the term and no lapse.
    public var termEndMargin: Int

    static func read(_ value: ModelValue, log: ModelLog) -> Outcomes? {
      var map = ModelMap(value, log: log)
      let lapse = map.required("lapse").map { MappingModel.readHeaders($0, log: log) } ?? []
      let leftOut = map.optional("leftOut").map { MappingModel.readHeaders($0, log: log) } ?? []
      let observedUntil = map.optionalDay("observedUntil")
      let asOf = map.optionalWord("asOf", as: Landmark.self)
      let margin = map.optionalInteger("termEndMargin") ?? 0
      map.finish()
      if !(0...366).contains(margin) {
        log.bad(
          map.place, value: "\(margin)", zh: "termEndMargin 应为 0 至 366 天",
          en: "termEndMargin is 0 to 366 days")
      }
      guard !lapse.isEmpty else { return nil }
      return Outcomes(
        lapse: lapse, leftOut: leftOut, observedUntil: observedUntil, asOf: asOf, termEndMargin: margin)
    }
  }

  static func readOwnerKind(_ value: ModelValue, log: ModelLog) -> OwnerKindColumn? {
    var map = ModelMap(value, log: log)
    let headers = map.required("headers").map { readHeaders($0, log: log) } ?? []
    let kind = map.required("kind").flatMap { $0.word(as: PartyKind.self, log) }
    map.finish()
    guard let kind, !headers.isEmpty else { return nil }
    return OwnerKindColumn(headers: headers, kind: kind)
  }

  /// Only what a document says of itself is fixed with it: nobody counts its later citations there.
  static func readFixedAtPublication(_ map: inout ModelMap, log: ModelLog) -> [MappingField] {
    let allowed: [MappingField] = [.claims, .independentClaims, .backwardCitations, .nonPatentCitations]
    return map.optionalList("fixedAtPublication").compactMap { value in
      guard let field = value.word(as: MappingField.self, log) else { return nil }
      if allowed.contains(field) { return field }
      log.bad(
        value.place, value: field.rawValue, zh: "该字段不随公布而固定", en: "Publication does not fix this field",
        remedy: BilingualText(
          zh: "允许：" + allowed.map(\.rawValue).joined(separator: "、"),
          en: "Allowed: " + allowed.map(\.rawValue).joined(separator: ", ")))
      return nil
    }
  }
}
