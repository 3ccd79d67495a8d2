public import PolicyModels
public import PortfolioCore

/// What came of one case of a `.cases.yaml` file.
public struct CaseResult: Sendable {
  /// The case's name.
  public let name: String
  /// Where the case stands.
  public let place: Place
  /// What differs from what was expected; empty when the case holds.
  public let differences: [BilingualText]
  /// True when nothing differs.
  public var holds: Bool { differences.isEmpty }
}

/// Worked examples beside the fee schedules: rights with the fees they must have.
///
/// A file `Fees/CN.cases.yaml` has `kind: fee-cases`, and a list `cases`. Each case names a right, a span of
/// days, and either the fees expected among the right's items, or the reason why there is none.
public enum FeeCases {
  /// Runs every case file among some model files against the schedules of a catalogue.
  /// - Throws: ``ProblemList`` when a schedule or a case file cannot be read.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [CaseResult] {
    let calendar = RenewalCalendar(schedules: try FeeSchedules(catalogue: catalogue))
    let log = ModelLog()
    var results: [CaseResult] = []
    for file in files where file.path.hasSuffix(".cases.yaml") {
      let value: ModelValue
      do { value = try ModelValue.parse(file.text, file: file.path) } catch let list as ProblemList {
        for problem in list.problems { log.add(problem) }
        continue
      }
      var map = ModelMap(value, log: log)
      guard map.string("kind") == "fee-cases" else { continue }
      for element in map.list("cases") {
        guard let fees = FeeCase.read(element, log: log) else { continue }
        results.append(
          CaseResult(name: fees.name, place: element.place, differences: fees.differences(calendar)))
      }
      map.finish()
    }
    guard !log.hasErrors else { throw ProblemList(log.problems) }
    return results
  }
}

/// One case.
struct FeeCase {
  struct ExpectedFee {
    var fee: String
    var due: CalendarDay?
    var dueMoved: CalendarDay?
    var office: String?
    var earliest: CalendarDay?
    var lastDay: CalendarDay?
    var lapses: CalendarDay?
    var amount: String?
    var surcharge: String?
    var isEstimate: Bool?
    /// The right must have no such fee; where `due` is given, not on that day.
    var isAbsent: Bool
  }

  var name: String
  var asOf: CalendarDay
  var from: CalendarDay
  var through: CalendarDay
  var subject: RenewalSubject
  var fees: [ExpectedFee]
  var feeCount: Int?
  var reason: String?

  static func read(_ value: ModelValue, log: ModelLog) -> FeeCase? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    _ = map.optionalString("source")
    let asOf = map.day("asOf")
    let from = map.day("from")
    let through = map.day("through")
    let subject = map.required("right").flatMap { readSubject($0, log: log) }
    let fees = map.optionalList("fees").compactMap { readFee($0, log: log) }
    let count = map.optionalInteger("feeCount")
    let reason = map.optionalString("reason")
    map.finish()
    if fees.isEmpty && count == nil && reason == nil {
      log.bad(value.place, zh: "案例没有写期望", en: "The case expects nothing")
    }
    guard let name, let asOf, let from, let through, let subject else { return nil }
    return FeeCase(
      name: name, asOf: asOf, from: from, through: through, subject: subject, fees: fees, feeCount: count,
      reason: reason)
  }

  private static func readSubject(_ value: ModelValue, log: ModelLog) -> RenewalSubject? {
    var map = ModelMap(value, log: log)
    let office = map.string("office")
    let kind = map.word("kind", as: RightKind.self)
    let stage = map.optionalWord("stage", as: RightStage.self) ?? .granted
    let life = map.optional("life").flatMap { readLife($0, log) } ?? .alive
    let subject = RenewalSubject(
      office: office ?? "", kind: kind ?? .invention, stage: stage, life: life,
      filingDay: map.optionalDay("filingDay"), grantDay: map.optionalDay("grantDay"),
      priorityDay: map.optionalDay("priorityDay"),
      isNationalPhase: map.optionalFlag("nationalPhase") ?? false,
      expiryDay: map.optionalDay("expiryDay"), endDay: map.optionalDay("endDay"),
      claims: map.optionalInteger("claims"), classes: map.optionalInteger("classes"),
      rateClass: map.optionalString("rateClass"),
      reductions: map.optionalStrings("reductions").map { RecordedReduction(name: $0) },
      validationStates: map.optionalStrings("validationStates"),
      isUnitary: map.optionalFlag("unitary") ?? false)
    map.finish()
    return office == nil || kind == nil ? nil : subject
  }

  private static func readLife(_ value: ModelValue, _ log: ModelLog) -> LegalLife? {
    guard let text = value.string(log) else { return nil }
    if let life = LegalLife(rawValue: text) { return life }
    log.bad(
      value.place, value: text, zh: "应为 alive、restorable 或 ended", en: "Write alive, restorable or ended")
    return nil
  }

  private static func readFee(_ value: ModelValue, log: ModelLog) -> ExpectedFee? {
    var map = ModelMap(value, log: log)
    let name = map.string("fee")
    let fee = ExpectedFee(
      fee: name ?? "", due: map.optionalDay("due"), dueMoved: map.optionalDay("dueMoved"),
      office: map.optionalString("office"), earliest: map.optionalDay("earliest"),
      lastDay: map.optionalDay("lastDay"), lapses: map.optionalDay("lapses"),
      amount: map.optionalString("amount"), surcharge: map.optionalString("surcharge"),
      isEstimate: map.optionalFlag("estimate"), isAbsent: map.optionalFlag("absent") ?? false)
    map.finish()
    return name == nil ? nil : fee
  }

  /// What the calendar says otherwise.
  func differences(_ calendar: RenewalCalendar) -> [BilingualText] {
    let items: [DueItem]
    switch calendar.items(for: subject, from: from, through: through, asOf: asOf) {
    case .failure(let found):
      if found.code == reason { return [] }
      return [FeeCase.differs("", "reason", reason ?? "—", found.code)]
    case .success(let found): items = found
    }
    if let reason { return [FeeCase.differs("", "reason", reason, "\(items.count) fees")] }
    var differences: [BilingualText] = []
    if let feeCount, feeCount != items.count {
      differences.append(FeeCase.differs("", "feeCount", String(feeCount), String(items.count)))
    }
    for fee in fees {
      let matching = items.filter { item in
        item.feeName == fee.fee && (fee.office == nil || item.office == fee.office)
          && (fee.fee != "renewal" && !fee.isAbsent || fee.due == nil || item.due == fee.due)
      }
      guard let item = matching.first else {
        if !fee.isAbsent { differences.append(FeeCase.differs(fee.fee, "fee", fee.fee, "—")) }
        continue
      }
      if fee.isAbsent {
        differences.append(FeeCase.differs(fee.fee, "absent", "—", item.due.iso))
        continue
      }
      func compare(_ what: String, _ expected: String?, _ found: String) {
        if let expected, expected != found {
          differences.append(FeeCase.differs(fee.fee, what, expected, found))
        }
      }
      func written(_ text: String?) -> String? {
        if text == "unknown" { return "—" }
        return text.map { Money(decimal: $0, currency: item.currency)?.decimal ?? $0 }
      }
      compare("due", fee.due?.iso, item.due.iso)
      compare("dueMoved", fee.dueMoved?.iso, item.dueMoved.iso)
      compare("earliest", fee.earliest?.iso, item.earliest?.iso ?? "—")
      compare("lastDay", fee.lastDay?.iso, item.lastDay.iso)
      compare("lapses", fee.lapses?.iso, item.lapseDay?.iso ?? "—")
      compare("amount", written(fee.amount), item.amount?.decimal ?? "—")
      compare("surcharge", written(fee.surcharge), item.currentStep?.surcharge?.decimal ?? "—")
      compare("estimate", fee.isEstimate.map { $0 ? "yes" : "no" }, item.isEstimate ? "yes" : "no")
    }
    return differences
  }

  private static func differs(_ fee: String, _ what: String, _ expected: String, _ found: String)
    -> BilingualText
  {
    let name = fee.isEmpty ? "" : fee + " "
    return BilingualText(
      zh: "\(name)\(what)：应为 \(expected)，实为 \(found)",
      en: "\(name)\(what): expected \(expected), found \(found)")
  }
}
