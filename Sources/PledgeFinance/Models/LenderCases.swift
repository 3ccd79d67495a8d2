internal import PolicyModels
internal import PortfolioCore

/// A case of a policy: values of rights in whole major units, a debt, and what cover and conditions must come to.
enum LenderCase {
  static func run(_ value: ModelValue, _ policy: LenderPolicy, _ log: ModelLog) -> PledgeCaseResult? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let loan = map.integer("loan")
    let rights = map.list("rights").enumerated().compactMap { index, entry in
      right(entry, index + 1, policy, log)
    }
    var differences: [BilingualText] = []
    let table = CoverTable(
      lines: rights, policy: policy, loan: Int64(loan ?? 0) * policy.currency.minorPerMajor,
      repayment: .bullet,
      tests: [CalendarDay(number: 20_000)])
    let point = table.points(annuities: []).first
    if var expect = map.map("expect") {
      func compare(_ key: String, _ wanted: Int?, _ found: Int?) {
        guard let wanted, wanted != found else { return }
        let text = found.map { "\($0)" } ?? "none"
        differences.append(
          BilingualText(
            zh: "\(key) 应为 \(wanted)，得到 \(text)", en: "\(key): expected \(wanted), found \(text)"))
      }
      let perMajor = policy.currency.minorPerMajor
      compare("lending", expect.optionalInteger("lending"), point.map { Int($0.lending / perMajor) })
      compare("coverBasisPoints", expect.optionalInteger("coverBasisPoints"), point?.cover)
      compare(
        "loanToValueBasisPoints", expect.optionalInteger("loanToValueBasisPoints"), point?.loanToValue)
      compare("counted", expect.optionalInteger("counted"), rights.count(where: \.isCounted))
      expect.finish()
    }
    map.finish()
    guard let name, loan != nil else { return nil }
    return PledgeCaseResult(name: name, place: value.place, differences: differences)
  }

  private static func right(
    _ value: ModelValue, _ number: Int, _ policy: LenderPolicy, _ log: ModelLog
  ) -> CollateralLine? {
    var map = ModelMap(value, log: log)
    let kind = map.word("kind", as: RightKind.self)
    let basis = map.integer("basis")
    map.finish()
    guard let kind, let basis else { return nil }
    let amount = Int64(basis) * policy.currency.minorPerMajor
    let range = AmountRange(low: amount, base: amount, high: amount)
    let ratio = policy.line(of: kind)?.loanToValue.value
    return CollateralLine(
      number: "\(number)", title: BilingualText(zh: "", en: ""), kind: kind, office: "", family: nil,
      owners: [], pledgor: nil,
      status: nil, filingDay: nil, grantDay: nil, termEnd: nil, grade: nil, points: nil,
      registration: RegistrationFindings(isCovered: true, cases: []), gate: nil,
      value: CollateralValue(
        inUse: range, orderly: range, forced: range, orderlyShare: 10_000, parts: [], basis: amount,
        left: [1_000_000], withLessRevenue: 1_000_000, withLowRoyalty: 1_000_000, withBoth: 1_000_000,
        unit: policy.currency.minorPerMajor),
      missing: [], loanToValue: ratio,
      exclusions: ratio == nil ? [BilingualText(zh: "不接受", en: "not taken")] : [], evidence: [])
  }
}
