internal import PortfolioCore
internal import PortfolioReview

/// Looks through a portfolio for rights that carry an amount: outlines first, values for those that may count.
struct CollateralSearch {
  let assembly: CollateralAssembly

  /// What was found.
  struct Result {
    let outcome: ChoiceOutcome
    let chosen: [(row: Int, line: CollateralLine)]
    /// Why rights cannot be used, the most frequent first.
    let reasons: [(reason: BilingualText, count: Int)]
  }

  func search() throws -> Result {
    let run = assembly.inputs.run
    let policy = assembly.inputs.policy
    let request = assembly.request
    var reasons: [BilingualText: Int] = [:]
    var families: [String: [(row: Int, line: CollateralLine)]] = [:]
    for row in 0..<run.table.count {
      let outline = assembly.outline(row)
      // What has ended is no part of a family any more.
      if let status = outline.status, status.life != .alive { continue }
      let line = outline.exclusions.isEmpty ? assembly.valued(outline, row, isForChoice: true) : outline
      for reason in CollateralSearch.reasons(line) { reasons[reason, default: 0] += 1 }
      families[line.family ?? "number " + line.number, default: []].append((row, line))
    }
    var groups: [CollateralGroup] = []
    var broken: [BilingualText] = []
    for (key, members) in families.sorted(by: { $0.key < $1.key }) {
      guard members.contains(where: { $0.line.isCounted }) else { continue }
      // Members of other registers are not pledged here; a member without a value goes along.
      let own = members.filter {
        assembly.inputs.registration == nil || $0.line.registration.isCovered || $0.line.isCounted
      }
      if let hindrance = own.first(where: { stands(inTheWay: $0) }) {
        broken.append(
          BilingualText(
            zh: "同族 \(key)：\(hindrance.line.number) 不能\(policy.purpose.words.act.zh)，整个同族不选",
            en:
              "Family \(key): \(hindrance.line.number) cannot \(policy.purpose.words.act.en), so none of it is taken"
          ))
        continue
      }
      groups.append(CollateralGroup(key: key, members: own))
    }
    groups.sort { ($1.lending(on: 0), $0.key) < ($0.lending(on: 0), $1.key) }
    let leftOut = groups.dropFirst(CollateralChoice.mostGroups)
    let searched = Array(groups.prefix(CollateralChoice.mostGroups))
    let table = CoverTable(
      lines: [], policy: policy, loan: request.amount.minorUnits, repayment: request.repayment,
      tests: assembly.tests)
    let demand = CollateralDemand(
      policy: policy, outstanding: assembly.tests.indices.map { table.outstanding($0) },
      needsSpare: request.needsSpare)
    let choice = CollateralChoice(
      groups: searched, demand: demand, preference: request.preference, rangeCase: policy.rangeCase)
    var (status, picked) = try choice.solve()
    // Proven among those that were searched is not proven among all.
    if !leftOut.isEmpty, status == .optimal { status = .found }
    if !leftOut.isEmpty, status == .infeasible { status = .open }
    // The few that were chosen are valued in full.
    let chosen = picked.flatMap { searched[$0].members }.sorted { $0.row < $1.row }.map { row, line in
      (row: row, line: line.exclusions.isEmpty ? assembly.line(row) : line)
    }
    let lending = groups.map { $0.lending(on: 0) }
    let total = lending.reduce(0, +)
    var outcome = ChoiceOutcome(
      status: status, candidates: groups.reduce(0) { $0 + $1.members.count },
      leftOut: leftOut.reduce(0) { $0 + $1.members.count }, broken: broken, greatestLending: total,
      greatestWithoutOne: total - (lending.max() ?? 0), numbers: chosen.map(\.line.number))
    if chosen.isEmpty {
      outcome.shortfall = ChoiceShortfall(
        groups, demand: demand, rangeCase: policy.rangeCase, tests: assembly.tests)
    }
    return Result(
      outcome: outcome, chosen: chosen,
      reasons: reasons.sorted { ($1.value, $0.key.en) < ($0.value, $1.key.en) }.map { ($0.key, $0.value) })
  }

  /// Whether a member keeps its family out: what may not be pledged splits it, what merely has no value does not.
  private func stands(inTheWay member: (row: Int, line: CollateralLine)) -> Bool {
    let line = member.line
    if line.gate != nil || line.registration.outcome == .blocked { return true }
    // Where the policy names no rules nothing was looked at by them, and what no lender takes decides alone.
    guard assembly.inputs.registration != nil else {
      return !assembly.withoutRules(assembly.situations.situation(member.row)).isEmpty
    }
    return line.registration.outcome == .unknown && !assembly.request.acceptsUnknown
  }

  /// Why a right does not count, in kinds: where it has no value, the methods' own reasons.
  private static func reasons(_ line: CollateralLine) -> Set<BilingualText> {
    let withoutValue = CollateralAssembly.withoutValue(line.missing)
    guard !line.missing.isEmpty, line.exclusions.contains(withoutValue) else {
      return Set(line.exclusions.map(kindOfReason))
    }
    return Set(line.exclusions.filter { $0 != withoutValue }.map(kindOfReason)).union(line.missing)
  }

  /// A reason without the right's own figures, so that reasons can be counted. The way in that it names stays: it is what
  /// tells two kinds apart.
  static func kindOfReason(_ reason: BilingualText) -> BilingualText {
    func remedy(_ text: String, _ mark: Character) -> String {
      guard let place = text.lastIndex(of: mark), text[place...].contains("--accept-unknown") else { return "" }
      return String(text[place...])
    }
    func kind(_ text: String, _ ends: Set<Character>, _ mark: Character) -> String {
      let tail = remedy(text, mark)
      return String(text.dropLast(tail.count).prefix { !ends.contains($0) }).trimmingBlanks + tail
    }
    return BilingualText(
      zh: kind(reason.zh, ["：", "（"], "；"), en: kind(reason.en, [":", "("], ";"))
  }
}
