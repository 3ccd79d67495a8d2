internal import Grading
internal import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// Makes the lines of rights: registration, eligibility, value.
struct CollateralAssembly {
  let inputs: PledgeInputs
  let request: PledgeRequest
  /// The test days.
  let tests: [CalendarDay]
  let situations: SituationReader
  private let check: RegistrationCheck?
  private let valuer: CollateralValuer
  /// Values for the choice among many rights. A policy that lends on the base case needs no long simulation for it: the
  /// base case is exact.
  private let quickValuer: AssetValuer

  init(_ inputs: PledgeInputs, _ request: PledgeRequest) {
    self.inputs = inputs
    self.request = request
    let start = inputs.run.asOf
    let tests = CollateralAssembly.tests(
      start: start, months: request.months ?? 0, maturity: inputs.maturity)
    self.tests = tests
    situations = SituationReader(
      run: inputs.run, outlook: inputs.outlook, records: inputs.records, pledgor: request.pledgor,
      ownPledge: inputs.ownPledge)
    check = inputs.registration.map { rules in
      RegistrationCheck(
        rules: rules, term: PledgeTerm(start: start, maturity: tests.last ?? start),
        documents: PresentDocuments(inputs.documents), tests: inputs.policy.registration?.tests,
        purpose: inputs.policy.purpose, consents: inputs.consents)
    }
    quickValuer =
      inputs.policy.rangeCase == .base
      ? inputs.valuer.stressed(revenueFactor: 1, isRoyaltyLow: false) : inputs.valuer
    valuer = CollateralValuer(
      policy: inputs.policy, valuer: inputs.valuer, records: inputs.records, rates: inputs.rates, tests: tests
    )
  }

  /// The as-of day, its anniversaries within the term, and the day on which the debt falls due.
  /// - Parameter maturity: the day on which the debt falls due, where it is known: it lies within the last of the months.
  static func tests(start: CalendarDay, months: Int, maturity: CalendarDay? = nil) -> [CalendarDay] {
    var days = [start]
    var count = 12
    while count < months {
      days.append(start.adding(months: count))
      count += 12
    }
    guard months > 0 else { return days }
    let end = start.adding(months: months)
    if let maturity, let last = days.last, maturity > last, maturity < end {
      days.append(maturity)
    } else {
      days.append(end)
    }
    return days
  }

  /// The days on which the debt falls due; the as-of day where there is no term.
  var maturity: CalendarDay { tests[tests.count - 1] }

  private func outcome(_ row: Int) -> (grade: String?, points: Double?) {
    let run = inputs.run
    guard case .graded(let index) = run.grades.outcome(row), run.gradingModel.grades.indices.contains(index)
    else { return (nil, nil) }
    let points = (Double(run.grades.points[row]) * 100).rounded() / 100
    return (run.gradingModel.grades[index].grade, points)
  }

  /// The line of a row of the run, without its value.
  func outline(_ row: Int) -> CollateralLine {
    let run = inputs.run
    let situation = situations.situation(row)
    let number = run.table.text("number", row)
    let title = run.table.text("title", row)
    let translated = run.table.text("title-translated", row)
    let (grade, points) = outcome(row)
    let place = situations.outlookRow(row)
    let subject = place.map { inputs.outlook.subjects[$0] }
    var line = CollateralLine(
      number: number, title: BilingualText(zh: title, en: translated.isEmpty ? title : translated),
      kind: situation.kind, office: situation.office, family: place.flatMap { inputs.outlook.families[$0] },
      owners: situation.owners ?? [], pledgor: situation.pledgor, status: situation.status,
      filingDay: subject?.filingDay, grantDay: subject?.grantDay, termEnd: situation.termEnd, grade: grade,
      points: points,
      registration: check?.findings(situation, number: number)
        ?? RegistrationFindings(isCovered: false, cases: []),
      gate: inputs.closedGates[run.table.rightIDs[row]]?.first?.text, value: nil, missing: [],
      loanToValue: situation.kind.flatMap { inputs.policy.line(of: $0)?.loanToValue.value }, exclusions: [],
      evidence: [])
    line.gates = inputs.closedGates[run.table.rightIDs[row]]
    line.exclusions = exclusions(line, situation)
    let official = ["application-number", "publication-number"].map { run.table.text($0, row) }
      .filter { !$0.isEmpty }
    if !official.isEmpty { line.officialNumbers = official.joined(separator: " / ") }
    line.ownPledge = situation.ownPledge
    if !line.registration.isCovered || inputs.unruled.contains(line.number) {
      let hazards = LineHazard.hazards(
        situation, maturity: tests.count > 1 ? maturity : nil, owed: inputs.policy.purpose.words.owed)
      if !hazards.isEmpty { line.hazards = hazards }
    }
    return line
  }

  /// Why the policy does not count a right, whatever it is worth.
  private func exclusions(_ line: CollateralLine, _ situation: PledgeSituation) -> [BilingualText] {
    var reasons: [BilingualText] = []
    let policy = inputs.policy
    if line.loanToValue == nil {
      reasons.append(BilingualText(zh: "政策不接受这一种类", en: "The policy does not take this kind"))
    }
    if !policy.offices.isEmpty, !policy.offices.contains(line.office) {
      reasons.append(
        BilingualText(
          zh: "政策只接受 \(policy.offices.joined(separator: "、")) 的权利",
          en: "The policy takes rights of \(policy.offices.joined(separator: ", ")) only"))
    }
    reasons += line.closedGates.map(\.text)
    if check != nil {
      if !line.registration.isCovered { reasons += uncovered(line, situation) }
      reasons += line.registration.cases.filter { $0.outcome == .blocked }.map(\.exclusion)
      if !request.acceptsUnknown {
        reasons += line.registration.cases.filter { $0.outcome == .unknown }.map(\.exclusion)
      }
    } else {
      reasons += withoutRules(situation)
    }
    if let remaining = policy.remainingMonths, line.loanToValue != nil {
      if let end = line.termEnd {
        if maturity.adding(months: remaining.value) > end {
          reasons.append(
            BilingualText(
              zh: "\(policy.purpose.words.owed.zh)到期时剩余期限不足 \(remaining.value) 个月（\(end.iso) 届满）",
              en: "Less than \(remaining.value) months of term are left at maturity (it ends on \(end.iso))"))
        }
      } else if line.kind != .technicalSecret, line.kind != .softwareCopyright {
        reasons.append(
          BilingualText(zh: "届满日不详，无法核对剩余期限", en: "The end of the term is not known"))
      }
    }
    // Two cases may lack the same table.
    var seen: Set<BilingualText> = []
    return reasons.filter { seen.insert($0).inserted }
  }

  /// A right whose pledge is registered under rules that are not on file, such as a trademark: nobody has looked whether
  /// it can be registered. Where the policy takes its kind and the applicant accepts what is not established, it counts
  /// as open unless what no lender takes stands in the way.
  private func uncovered(_ line: CollateralLine, _ situation: PledgeSituation) -> [BilingualText] {
    guard line.loanToValue != nil, request.acceptsUnknown else {
      let isTaken = line.loanToValue != nil
      let isPledge = inputs.policy.purpose == .pledge
      return [
        BilingualText(
          zh: (isPledge ? "不在该局专利质押登记规则之内，登记条件未核对" : "不在所收录的专利规则之内，条件未核对")
            + (isTaken ? "；人工核对后可用 --accept-unknown 计入" : ""),
          en: (isPledge
            ? "Outside these rules of registration: whether it can be registered was not looked at"
            : "Outside the rules on file, for patents: its conditions were not looked at")
            + (isTaken ? "; once a person has looked, --accept-unknown counts it" : ""))
      ]
    }
    return withoutRules(situation)
  }

  /// What no lender takes, where no rules of registration are on file.
  func withoutRules(_ situation: PledgeSituation) -> [BilingualText] {
    var reasons: [BilingualText] = []
    if let status = situation.status, status.life != .alive {
      reasons.append(BilingualText(zh: "权利已终止", en: "The right has ended"))
    }
    if let pledges = situation.pledges, !pledges.isEmpty {
      reasons.append(
        BilingualText(
          zh: "已质押：\(pledges.joined(separator: "、"))",
          en: "A pledge stands: \(pledges.joined(separator: ", "))"))
    }
    if let suspensions = situation.suspensions, !suspensions.isEmpty {
      reasons.append(
        BilingualText(
          zh: "权属纠纷或保全：\(suspensions.joined(separator: "、"))",
          en: "An ownership dispute or preservation order: \(suspensions.joined(separator: ", "))"))
    }
    if let rest = situation.unassignedShare.map({ Percent.text($0) }), !request.acceptsUnknown {
      reasons.append(
        BilingualText(
          zh: "待查清：\(rest) 没有登记的权利人，须谁同意无从得知",
          en: "To be established: \(rest) belongs to nobody on record: whose consent is needed is not known"))
    }
    if situation.owners != nil, situation.pledgor == nil {
      let giver = inputs.policy.purpose.words.giver
      reasons.append(
        BilingualText(
          zh: "登记权利人不是\(giver.zh)", en: "The registered owner is not the \(giver.en.lowercased())"))
    }
    return reasons
  }

  /// The line of a row with its value.
  func line(_ row: Int) -> CollateralLine { valued(outline(row), row) }

  /// An outline with its value.
  /// - Parameter isForChoice: whether it only serves to choose among rights: then its low and high cases and what stress
  ///   leaves of it are not worked out.
  func valued(_ outline: CollateralLine, _ row: Int, isForChoice: Bool = false) -> CollateralLine {
    var line = outline
    let asset = (isForChoice ? quickValuer : inputs.valuer).value(row: row)
    line.evidence =
      inputs.policy.premise == .licenceIncome
      ? valuer.evidence(of: inputs.run.table.rightIDs[row])
      : asset.evidence.map { CollateralLine.Evidence(isShown: $0.isShown, text: $0.text) }
    let held = HeldShare(situations.owners(row), giver: line.pledgor)
    line.heldShare = held.note(for: inputs.policy.purpose)
    let found = valuer.value(
      row, asset, termEnd: line.termEnd, held: held, fees: feeDays(row), isForChoice: isForChoice)
    switch found {
    case .success(let value): line.value = value
    case .failure(let missing):
      line.missing = missing.reasons
      line.exclusions.append(CollateralAssembly.withoutValue(missing.reasons))
    }
    return line
  }

  /// Why a right without a value does not count, with the methods' own reasons.
  static func withoutValue(_ reasons: [BilingualText]) -> BilingualText {
    let none = BilingualText(zh: "没有可依据的价值", en: "No value by what is relied on")
    guard !reasons.isEmpty else { return none }
    return BilingualText(
      zh: none.zh + "（" + reasons.map(\.zh).joined(separator: "；") + "）",
      en: none.en + " (" + reasons.map(\.en).joined(separator: "; ") + ")")
  }

  /// The fees of a right that fall due until the year of the last test day is over; nil where one of them has no amount.
  private func feeDays(_ row: Int) -> [UpkeepLeft.FeeDay]? {
    guard tests.count > 1, let place = situations.outlookRow(row),
      let end = CalendarDay(year: maturity.year, month: 12, day: 31),
      case .success(let items) = inputs.outlook.calendar.items(
        for: inputs.outlook.subjects[place], from: inputs.run.asOf, through: end, asOf: inputs.run.asOf)
    else { return nil }
    let fees = items.compactMap { item in
      item.amount.map { UpkeepLeft.FeeDay(due: item.due, amount: $0.minorUnits) }
    }
    return fees.count == items.count ? fees : nil
  }
}
