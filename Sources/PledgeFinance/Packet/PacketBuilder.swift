internal import PolicyModels
public import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// Makes packets: for given rights, or for rights chosen to carry an amount.
public struct PacketBuilder: Sendable {
  let inputs: PledgeInputs
  let request: PledgeRequest
  let assembly: CollateralAssembly
  private let rightRows: [Int]

  /// A builder.
  /// - Parameter rows: the rows of the run for the rights of the request, in its order; not used where they are chosen.
  /// - Throws: ``ProblemList`` when the terms make no sense or do not fit the policy (PLG001, PLG002).
  public init(_ inputs: PledgeInputs, request: PledgeRequest, rows: [Int]) throws {
    let problems = PacketBuilder.problems(inputs, request, rows)
    guard problems.isEmpty else { throw ProblemList(problems) }
    // In the order of the run and by the portfolio's own numbers: however rights are listed, the packet is the same.
    let ordered = request.isChosen ? [] : rows.sorted()
    var request = request
    // What is contributed belongs to the company for good: a right that is lost later takes nothing back.
    if inputs.policy.purpose == .contribution { request.needsSpare = false }
    if !request.isChosen { request.rights = ordered.map { inputs.run.table.text("number", $0) } }
    self.inputs = inputs
    self.request = request
    assembly = CollateralAssembly(inputs, request)
    rightRows = ordered
  }

  private static func problems(_ inputs: PledgeInputs, _ request: PledgeRequest, _ rows: [Int]) -> [Problem] {
    var problems: [Problem] = []
    // Values are in whole units: cover of a part of one says nothing.
    if request.amount.minorUnits < request.amount.currency.minorPerMajor
      || request.amount.minorUnits > 1_000_000_000_000_000
    {
      problems.append(
        Problem(
          .pledgeTerms, value: "\(request.amount)", zh: "金额须至少为一个货币单位且不超过十万亿",
          en: "The amount must be at least one unit of the currency and at most ten trillion",
          remedy: BilingualText(zh: "更正 --loan 或 --best-for", en: "Correct --loan or --best-for")))
    }
    let others = [request.amount, request.raised].compactMap { $0 }.filter {
      $0.currency != inputs.run.currency
    }
    if let other = others.first {
      problems.append(
        Problem(
          .pledgeTerms, value: "\(other)", zh: "金额须用评审的货币 \(inputs.run.currency.code)，以便与价值比较",
          en:
            "Amounts must be in the currency of the run, \(inputs.run.currency.code), to be compared with values",
          remedy: BilingualText(zh: "换算后给出金额", en: "Give the amount in that currency")))
    }
    if let months = request.months, !(1...360).contains(months) {
      problems.append(
        Problem(
          .pledgeTerms, value: "\(months)", zh: "期限须为 1 至 360 个月", en: "The term must be 1 to 360 months",
          remedy: BilingualText(zh: "更正 --months", en: "Correct --months")))
    }
    problems += termProblems(inputs.policy, request)
    if Set(rows).count != rows.count {
      problems.append(
        Problem(
          .pledgeTerms, zh: "同一项权利列了两次", en: "A right is listed twice",
          remedy: BilingualText(zh: "更正 --rights", en: "Correct --rights")))
    }
    if !request.isChosen, rows.isEmpty {
      problems.append(
        Problem(
          .pledgeTerms, zh: "没有给出权利", en: "No right is given",
          remedy: BilingualText(
            zh: "用 --rights 列出权利，或用 --best-for 由程序挑选",
            en: "List rights with --rights, or have them chosen with --best-for")))
    }
    return problems
  }

  /// Whether there is a term exactly where the use has one: what is contributed is given for good, and not paid back.
  private static func termProblems(_ policy: LenderPolicy, _ request: PledgeRequest) -> [Problem] {
    guard policy.purpose == .contribution else {
      guard request.months == nil else { return [] }
      return [
        Problem(
          .pledgePolicyPurpose, value: policy.header.id, zh: "这个政策需要期限", en: "The policy needs a term",
          remedy: BilingualText(zh: "用 --months 给出月数", en: "Give the months with --months"))
      ]
    }
    var problems: [Problem] = []
    if let months = request.months {
      problems.append(
        Problem(
          .pledgePolicyPurpose, value: "\(months)", zh: "作价出资没有期限", en: "A contribution in kind has no term",
          remedy: BilingualText(
            zh: "去掉 --months；要借款请用贷款政策",
            en: "Leave out --months, or take the policy of a lender for a loan")))
    }
    if request.repayment != .bullet {
      problems.append(
        Problem(
          .pledgePolicyPurpose, value: request.repayment.rawValue, zh: "作价出资不还款",
          en: "A contribution in kind is not paid back",
          remedy: BilingualText(zh: "去掉 --repayment", en: "Leave out --repayment")))
    }
    return problems
  }

  /// The packet.
  /// - Throws: ``ProblemList`` when no set of rights carries the amount (PLG003).
  public func packet() throws -> PledgePacket {
    var choice: ChoiceOutcome?
    let chosen: [(row: Int, line: CollateralLine)]
    if request.isChosen {
      let search = try CollateralSearch(assembly: assembly).search()
      choice = search.outcome
      chosen = search.chosen
      guard !chosen.isEmpty else { throw ProblemList(nothingCarries(search)) }
    } else {
      chosen = rightRows.map { ($0, assembly.line($0)) }
    }
    return packet(chosen, choice)
  }

  private func packet(_ chosen: [(row: Int, line: CollateralLine)], _ choice: ChoiceOutcome?) -> PledgePacket
  {
    let run = inputs.run
    let policy = inputs.policy
    let lines = chosen.map(\.line)
    let rows = chosen.map(\.row)
    let annuities = self.annuities(chosen)
    let table = CoverTable(
      lines: lines, policy: policy, loan: request.amount.minorUnits, repayment: request.repayment,
      tests: assembly.tests)
    let cover = table.points(annuities: annuitySums(annuities.lines, lines))
    let conditions = PolicyConditions(
      policy: policy, request: request, lines: lines, points: cover, inputs: inputs
    ).findings()
    let title = TitleReport(
      records: inputs.records, asOf: run.asOf,
      maturity: assembly.tests.count > 1 ? assembly.maturity : nil,
      rights: zip(rows, lines).map { (run.table.rightIDs[$0], $1) })
    let licences = title.licences()
    var risks = RiskFinder(
      lines: lines, conditions: conditions, cover: cover, annuities: annuities.lines, licences: licences,
      records: inputs.records, ids: rows.map { run.table.rightIDs[$0] }, gateDemands: inputs.gateDemands,
      openGates: inputs.openGates, hasRules: inputs.registration != nil, policy: policy
    ).risks()
    risks += title.transferRisks() + title.chainRisks()
    let carrying: [(id: Int64, line: CollateralLine)] = chosen.filter { $0.line.isCounted }.map {
      (id: run.table.rightIDs[$0.row], line: $0.line)
    }
    // What is contributed or pooled secures no debt.
    let debt = OthersDebt(lines, request, parties: inputs.records.parties)
    let isOthersDebt = policy.purpose == .pledge && debt.isSo
    if isOthersDebt { risks += [debt.risk].compactMap { $0 } }
    let triggers = TriggerFinder(
      inputs: inputs, rights: carrying, annuities: annuities.lines, cover: cover
    ).findings()
    // What else a covenant may be about is told by conditions, cases of registration and disputes.
    risks += triggers.filter { $0.isYearly && $0.state == .fired }.map { trigger in
      PledgePacket.RiskLine(
        risk: .revenue, right: "",
        text: BilingualText(
          zh: "触发事项今日已经发生：\(trigger.title.zh)，\(trigger.reason.zh)",
          en: "A trigger has fired already: \(trigger.title.en). \(trigger.reason.en)"), isStopping: true)
    }
    // A rubric for loans says nothing of a pool or a contribution.
    let (rubric, rubricMissing) = policy.purpose == .pledge ? self.rubric(chosen) : (nil, [])
    let header = policy.header
    var packet = PledgePacket(
      head: PledgePacket.Head(
        portfolio: run.portfolioName, asOf: run.asOf, run: run.id, snapshot: run.snapshotHash,
        program: run.programVersion, currency: run.currency, models: models(),
        valuationData: inputs.valuer.dataHash, draws: inputs.valuer.draws),
      request: request,
      policy: PledgePacket.Policy(
        id: header.id, title: header.title, purpose: policy.purpose, premise: policy.premise,
        rangeCase: policy.rangeCase, haircut: policy.haircut?.value,
        kinds: policy.eligible.map {
          .init(
            kind: $0.kind, loanToValue: $0.loanToValue.value, source: header.citation($0.loanToValue.source))
        }, remarks: policy.remarks.map { .init(text: $0.text, source: header.citation($0.source)) },
        version: header.version, sha256: header.file.sha256, isOwnFile: header.file.origin != .builtin,
        conversion: conversion, hasRules: inputs.registration != nil),
      tests: assembly.tests, lines: lines, totals: totals(lines), conditions: conditions, cover: cover,
      stress: table.stress(), withoutOpen: OpenRights(table, hasRules: inputs.registration != nil),
      choice: choice, titles: title.lines(), licences: licences,
      annuities: annuities.lines, withoutFees: annuities.without,
      documents: DocumentList(
        inputs: inputs, rights: lines, ids: rows.map { run.table.rightIDs[$0] }
      ).lines(),
      contract: contract(), attachments: [], risks: risks, mitigations: mitigations(risks),
      approvals: approvals(isOthersDebt: isOthersDebt),
      appraiserInputs: inputs.valuer.settings.checklist,
      monitoring: MonitoringPlan(
        request: request, policy: policy, lines: lines, annuities: annuities.lines, licences: licences,
        transfers: title.transfers(), tests: assembly.tests
      ).days(), covenants: policy.covenants.map { .init(text: $0.text, source: header.citation($0.source)) },
      rubric: rubric, rubricMissing: rubricMissing, parties: title.parties(),
      englishNames: englishNames(title.parties()))
    packet.triggers = triggers.isEmpty ? nil : triggers
    return packet
  }

  /// The packet of today with its triggers judged over the rights that an earlier packet counted, whether or not they count
  /// now: these are pledged.
  /// - Parameters:
  ///   - numbers: the numbers of these rights.
  ///   - since: the day of the earlier packet.
  ///   - hasAmounts: whether the request has the amounts of the earlier packet, and may tell any.
  public func packet(
    judgingTriggersOf numbers: Set<String>, since: CalendarDay, hasAmounts: Bool
  ) throws -> PledgePacket {
    var packet = try self.packet()
    let pledged: [(id: Int64, line: CollateralLine)] = zip(rightRows, packet.lines)
      .filter { numbers.contains($0.1.number) }.map { row, line in
        (id: inputs.run.table.rightIDs[row], line: line)
      }
    let triggers = TriggerFinder(
      inputs: inputs, rights: pledged, annuities: packet.annuities, cover: packet.cover, since: since,
      hasAmounts: hasAmounts
    ).findings()
    packet.triggers = triggers.isEmpty ? nil : triggers
    return packet
  }

  /// The names in English of those whose registered names are Chinese: a reader of the English packet cannot read these.
  private func englishNames(_ parties: [String]) -> [String: String]? {
    var names: [String: String] = [:]
    for name in parties + [request.lender, request.pledgor, request.debtor].compactMap({ $0 })
    where name.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
      names[name] = inputs.records.parties.english(of: name)
    }
    return names.isEmpty ? nil : names
  }

  /// The rate by which the policy's amounts are compared with those of the packet. Ratios need none.
  private var conversion: BilingualText? {
    let policy = inputs.policy.currency
    let own = inputs.run.currency
    guard policy != own else { return nil }
    let one = Money(major: 1, currency: policy)
    let note = inputs.rates.convert(one, to: own, year: inputs.run.asOf.year)?.note
    return BilingualText(
      zh: "政策金额为 \(policy.code)，本包金额为 \(own.code)。" + (note?.zh ?? "没有汇率，涉及金额的条件待查清")
        + "；\(inputs.policy.purpose.words.ratio.zh)与覆盖是比率，无须换算",
      en: "The policy's amounts are in \(policy.code), those of this packet in \(own.code). "
        + (note?.en ?? "There is no rate on file: conditions on amounts stay open")
        + "; \(inputs.policy.purpose.words.ratio.en.lowercased()) and cover are ratios and need no rate")
  }

  private func models() -> [PledgePacket.Model] {
    var seen: Set<String> = []
    let own = inputs.headers.map {
      PledgePacket.Model(name: $0.name, path: $0.file.path, sha256: $0.file.sha256)
    }
    let others = inputs.run.modelFiles.map {
      PledgePacket.Model(name: $0.path, path: $0.path, sha256: $0.sha256)
    }
    return (own + others).filter { seen.insert($0.path).inserted }.sorted { $0.path < $1.path }
  }

  private func totals(_ lines: [CollateralLine]) -> PledgePacket.Totals {
    let counted = lines.filter(\.isCounted)
    func sum(_ part: (CollateralValue) -> AmountRange) -> AmountRange {
      counted.compactMap(\.value).map(part).reduce(.zero, +)
    }
    return PledgePacket.Totals(
      rights: lines.count, counted: counted.count, inUse: sum(\.inUse), orderly: sum(\.orderly),
      forced: sum(\.forced), basis: lines.reduce(0) { $0 + $1.basis(on: 0) },
      lending: lines.reduce(0) { $0 + $1.lending(on: 0) })
  }

  /// The approvals of the holder; of every kind of holder, each with its name, where nobody said whose the rights are.
  private func approvals(isOthersDebt: Bool) -> [PledgePacket.SourcedLine] {
    let purpose = inputs.policy.purpose
    return inputs.checklists.approvals.filter { approval in
      (request.holder.map(approval.holders.contains) ?? true)
        && (approval.purposes.isEmpty || approval.purposes.contains(purpose))
        && (approval.occasion != .othersDebt || isOthersDebt)
    }.map { approval in
      let source = inputs.checklists.header.citation(approval.source)
      guard request.holder == nil else { return .init(text: approval.text, source: source) }
      let names = approval.holders.map(\.title)
      return .init(
        text: BilingualText(
          zh: "（\(names.map(\.zh).joined(separator: "、"))）\(approval.text.zh)",
          en: "(\(names.map(\.en).joined(separator: ", "))) \(approval.text.en)"), source: source)
    }
  }

  private func contract() -> [PledgePacket.SourcedLine] {
    guard inputs.policy.purpose == .pledge, let rules = inputs.registration else { return [] }
    return rules.contract.map { .init(text: $0.title, source: rules.header.citation($0.source)) }
  }

  private func mitigations(_ risks: [PledgePacket.RiskLine]) -> [PledgePacket.MitigationLine] {
    let found = Set(risks.map(\.risk))
    let purpose = inputs.policy.purpose
    return inputs.checklists.mitigations.filter { line in
      found.contains(line.risk) && (line.purposes.isEmpty || line.purposes.contains(purpose))
    }.map {
      .init(risk: $0.risk, text: $0.text, source: inputs.checklists.header.citation($0.source))
    }
  }

  // MARK: Annuities during the loan

  /// Fees of the rights from those late now to the day on which the debt falls due.
  private func annuities(
    _ chosen: [(row: Int, line: CollateralLine)]
  ) -> (lines: [PledgePacket.AnnuityLine], without: [PledgePacket.SourcelessLine]) {
    let asOf = inputs.run.asOf
    var places: [(place: Int, number: String)] = []
    for (row, line) in chosen {
      if let place = assembly.situations.outlookRow(row) { places.append((place, line.number)) }
    }
    let list = DueList(
      of: places.map { place, _ in
        DueListRight(
          subject: inputs.outlook.subjects[place], payments: inputs.outlook.payments[place],
          hasLedger: inputs.outlook.keepsPayments(place))
      }, calendar: inputs.outlook.calendar, rates: inputs.outlook.rates, currency: inputs.outlook.currency,
      asOf: asOf, within: max(0, assembly.maturity - asOf))
    let lines = list.entries.compactMap { entry -> PledgePacket.AnnuityLine? in
      if case .paid = entry.paid { return nil }
      // Without a ledger a fee in its grace period may have been paid; registration asks about it.
      if entry.isInGrace, entry.paid != .unpaid { return nil }
      return PledgePacket.AnnuityLine(
        right: places[entry.right].number, label: entry.item.label, due: entry.item.due,
        lastDay: entry.item.lastDay, amount: entry.amountNow, converted: entry.converted?.money.minorUnits,
        isLate: entry.isInGrace)
    }
    let without = list.reasons.map { entry in
      PledgePacket.SourcelessLine(right: places[entry.right].number, text: entry.reason.text)
    }
    return (lines.sorted { ($0.due, $0.right) < ($1.due, $1.right) }, without)
  }

  /// Fees of the rights that count, from each test day to the next; late ones fall to the first.
  private func annuitySums(_ annuities: [PledgePacket.AnnuityLine], _ lines: [CollateralLine]) -> [Int64] {
    let counted = Set(lines.filter(\.isCounted).map(\.number))
    let tests = assembly.tests
    return tests.indices.dropLast().map { index in
      annuities.filter { line in
        counted.contains(line.right)
          && (line.isLate ? index == 0 : line.due >= tests[index] && line.due < tests[index + 1])
      }.reduce(Int64(0)) { $0 + ($1.converted ?? 0) }
    }
  }

  // MARK: The rubric

  /// The third party's rubric over the rights that count, each weighted by its basis.
  private func rubric(
    _ chosen: [(row: Int, line: CollateralLine)]
  ) -> (PledgePacket.Rubric?, [BilingualText]) {
    let counted = chosen.filter { $0.line.isCounted }
    let total = counted.reduce(0.0) { $0 + Double($1.line.basis(on: 0)) }
    guard total > 0 else {
      return (nil, [BilingualText(zh: "没有可计的价值", en: "No value counts")])
    }
    var missing: [BilingualText] = []
    var sums = (defence: 0.0, revenue: 0.0, life: 0.0, transfer: 0.0)
    for (row, line) in counted {
      let weight = Double(line.basis(on: 0)) / total
      let profile = inputs.valuer.value(row: row).profile
      func place(_ id: String) -> Double? {
        profile.answers.first { $0.factor.id == id && $0.isKnown }.map { ($0.level - 1) / 4 }
      }
      let revenue = inputs.run.table[.dependentRevenue]?.number(row).map { min(1, $0 / 100) }
      let term = line.termEnd.map { min(1, max(0, Double($0 - inputs.run.asOf) / 365.25 / 20)) }
      let parts: [(Double?, String, String)] = [
        (place("enforceability"), "可执行性", "enforceability"), (revenue, "依赖收入占比", "dependent revenue"),
        (term, "届满日", "end of term"), (place("transferability"), "可转让性", "transferability"),
      ]
      for part in parts where part.0 == nil {
        missing.append(BilingualText(zh: "\(line.number)：\(part.1)", en: "\(line.number): \(part.2)"))
      }
      sums.defence += weight * (parts[0].0 ?? 0)
      sums.revenue += weight * (parts[1].0 ?? 0)
      sums.life += weight * (parts[2].0 ?? 0)
      sums.transfer += weight * (parts[3].0 ?? 0)
    }
    guard missing.isEmpty else { return (nil, missing) }
    func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }
    let rubric = LendingRubric(
      defensibility: min(1, sums.defence), revenueContribution: min(1, sums.revenue),
      remainingLife: min(1, sums.life), transferability: min(1, sums.transfer))
    guard let score = try? rubric.score() else { return (nil, []) }
    return (
      PledgePacket.Rubric(
        defensibility: rounded(rubric.defensibility),
        revenueContribution: rounded(rubric.revenueContribution),
        remainingLife: rounded(rubric.remainingLife), transferability: rounded(rubric.transferability),
        score: (score * 100).rounded() / 100), []
    )
  }
}
