internal import PolicyModels
public import PortfolioCore

/// The days between which a pledge runs.
public struct PledgeTerm: Sendable, Hashable, Codable {
  /// The as-of day: when the application is taken to be made.
  public let start: CalendarDay
  /// The day on which the debt falls due.
  public let maturity: CalendarDay

  /// The term of a debt of so many months from a day.
  public init(start: CalendarDay, months: Int) {
    self.start = start
    maturity = start.adding(months: months)
  }

  /// The term of a debt from a day until the one on which it falls due.
  init(start: CalendarDay, maturity: CalendarDay) {
    self.start = start
    self.maturity = maturity
  }
}

/// Which papers are there, by the names of the attached files.
public struct PresentDocuments: Sendable, Equatable {
  /// Names of files without folder and ending, in small letters.
  public let names: Set<String>

  /// The papers of some file names, folders left out.
  public init(_ paths: [String]) {
    names = Set(
      paths.map { path in
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        return stem.lowercased()
      })
  }

  /// Whether a paper is there: a file named as it, or as it with a hyphen and more.
  public func has(_ id: String) -> Bool {
    names.contains { $0 == id || $0.hasPrefix(id + "-") }
  }

  /// Whether the paper of one right is there: `id-NUMBER`, the number with its letters and digits alone.
  public func has(_ id: String, right number: String) -> Bool {
    let wanted = PresentDocuments.plain(number)
    return names.contains { name in
      guard name.hasPrefix(id + "-") else { return false }
      return PresentDocuments.plain(String(name.dropFirst(id.utf8.count + 1))) == wanted
    }
  }

  /// Letters and digits alone, small.
  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

/// Tests a right against the refusal cases of an office.
public struct RegistrationCheck: Sendable {
  /// The rules.
  public let rules: PledgeRegistration
  /// The term of the debt.
  public let term: PledgeTerm
  /// The papers that are there.
  public let documents: PresentDocuments
  /// What the rights are used for.
  public let purpose: LenderPolicy.Purpose
  /// Whose consents the papers of an earlier packet are; nil where a packet is made.
  public let consents: CoOwnerConsents?
  private let words: DealWords
  private let tests: Set<PledgeRegistration.Test>

  /// A check.
  /// - Parameters:
  ///   - tests: the cases that matter; nil for all.
  ///   - purpose: what the rights are used for, which decides the words.
  ///   - consents: whose consents the papers are, where they were attached to an earlier packet; nil for those of the
  ///     co-owners of the day.
  public init(
    rules: PledgeRegistration, term: PledgeTerm, documents: PresentDocuments = PresentDocuments([]),
    tests: [PledgeRegistration.Test]? = nil, purpose: LenderPolicy.Purpose = .pledge,
    consents: CoOwnerConsents? = nil
  ) {
    self.consents = consents
    self.rules = rules
    self.term = term
    self.documents = documents
    self.purpose = purpose
    words = purpose.words
    self.tests = Set(tests ?? PledgeRegistration.Test.allCases)
  }

  /// The name of the statement that the parties want the registration all the same.
  static let statement = "statement"
  /// The name of a co-owner's consent.
  static let consent = "co-owner-consent"
  /// The name of the pledge contract.
  static let contract = "pledge-contract"

  /// What the cases come to for a right.
  public func findings(_ situation: PledgeSituation, number: String) -> RegistrationFindings {
    guard situation.office == rules.office, situation.kind.map(rules.kinds.contains) == true else {
      return RegistrationFindings(isCovered: false, cases: [])
    }
    return RegistrationFindings(
      isCovered: true,
      cases: rules.cases.filter { tests.contains($0.test) }.map { finding($0, situation, number) })
  }

  private struct Found {
    var outcome: CaseOutcome
    var zh: String
    var en: String
    var lastDay: CalendarDay?
    var amount: Money?
    /// What helps where it is not what the rules say for the case.
    var remedy: BilingualText?
  }

  private func finding(
    _ rule: PledgeRegistration.RefusalCase, _ situation: PledgeSituation, _ number: String
  ) -> CaseFinding {
    let found = self.found(rule, situation, number)
    let said = rule.texts(for: purpose)
    return CaseFinding(
      number: rule.number, id: rule.id, title: said.title, outcome: found.outcome,
      reason: BilingualText(zh: found.zh, en: found.en), field: said.field,
      remedy: found.outcome == .clear ? nil : found.remedy ?? said.remedy, lastDay: found.lastDay,
      amount: found.amount, source: rules.header.citation(rule.source))
  }

  private func failed(_ rule: PledgeRegistration.RefusalCase) -> CaseOutcome {
    switch rule.effect {
    case .blocks: return .blocked
    case .needsStatement: return .needsStatement
    case .needsDocument: return .needsDocument
    case .byHand: return .byHand
    }
  }

  /// What a test finds. A failing test takes the effect that the file gives it.
  private func found(
    _ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation, _ number: String
  ) -> Found {
    switch rule.test {
    case .pledgorIsOwner: return owner(rule, right)
    case .inForce: return inForce(rule, right)
    case .granted:
      guard let isGranted = right.isGranted else {
        return Found(outcome: .unknown, zh: "不知道是否已授权", en: "It is not known whether it is granted")
      }
      return isGranted
        ? Found(outcome: .clear, zh: "已授权", en: "Granted")
        : Found(outcome: failed(rule), zh: "申请尚未授权", en: "The application is not granted")
    case .annuityPaid: return annuities(rule, right)
    case .notSuspended:
      return absent(
        right.suspensions, rule, clear: ("没有权属纠纷或保全", "No ownership dispute and no preservation order"),
        missing: ("没有导入纠纷表（disputes）", "No table of disputes is kept"))
    case .withinTerm: return withinTerm(rule, right)
    case .contractComplete:
      return documents.has(RegistrationCheck.contract)
        ? Found(
          outcome: .clear, zh: "已附质押合同，内容须人工核对",
          en: "A contract is attached; a person must check its contents")
        : Found(outcome: failed(rule), zh: "尚未附质押合同", en: "No pledge contract is attached")
    case .coOwnersAgree: return coOwners(rule, right, number)
    case .notPledged:
      var found = absent(
        right.pledges, rule, clear: ("没有在押登记", "No pledge stands"),
        missing: ("没有导入质押表（pledges）", "No table of pledges is kept"))
      if found.outcome == .clear, let own = right.ownPledge {
        found.zh = own.zh
        found.en = own.en
      }
      return found
    case .noSameDayInvention: return sameDay(rule, right, number)
    case .noInvalidation:
      let found = absent(
        right.invalidations, rule, clear: ("没有无效宣告程序", "No invalidation is pending"),
        missing: ("没有导入纠纷表（disputes）", "No table of disputes is kept"))
      return found.outcome == .needsStatement ? stated(found, number) : found
    case .byHand:
      return Found(outcome: .byHand, zh: "须人工核对", en: "A person has to look")
    }
  }

  private func owner(_ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation) -> Found {
    guard let owners = right.owners, !owners.isEmpty else {
      return Found(outcome: .unknown, zh: "登记权利人不详", en: "The registered owner is not known")
    }
    guard let pledgor = right.pledgor, owners.contains(pledgor) else {
      let names = owners.joined(separator: "、")
      return Found(
        outcome: failed(rule), zh: "登记权利人是 \(names)，\(words.giver.zh)不在其中",
        en:
          "The registered owner is \(owners.joined(separator: ", ")); the \(words.giver.en.lowercased()) is not among them"
      )
    }
    return Found(outcome: .clear, zh: "登记权利人：\(pledgor)", en: "Registered owner: \(pledgor)")
  }

  private func inForce(_ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation) -> Found {
    guard let status = right.status else {
      return Found(outcome: .unknown, zh: "法律状态不详", en: "The legal status is not known")
    }
    switch status.life {
    case .alive: return Found(outcome: .clear, zh: "未终止", en: "It has not ended")
    case .restorable:
      return Found(
        outcome: failed(rule), zh: "已终止，尚可恢复", en: "It has ended and can still be restored")
    case .ended:
      return Found(outcome: failed(rule), zh: "已终止或被宣告无效", en: "It has ended or was declared invalid")
    }
  }

  private func annuities(_ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation) -> Found {
    if right.status?.life == .ended {
      return Found(outcome: .clear, zh: "权利已终止，不再缴费", en: "It has ended; no fee is due")
    }
    switch right.annuities {
    case .paid: return Found(outcome: .clear, zh: "没有逾期年费", en: "No annuity is late")
    case .late(let fee):
      return Found(
        outcome: failed(rule),
        zh: "年费 \(fee.due.iso) 到期未缴" + (fee.amountNow == nil ? "，金额不详" : ""),
        en: "The annuity due on \(fee.due.iso) is unpaid"
          + (fee.amountNow == nil ? "; the amount is not known" : ""),
        lastDay: fee.lastDay, amount: fee.amountNow)
    case .unknown(let fee):
      guard let fee else {
        return Found(outcome: .unknown, zh: "缴费情况不详", en: "It is not known whether fees were paid")
      }
      return Found(
        outcome: .unknown, zh: "年费 \(fee.due.iso) 到期，不知道是否已缴",
        en: "An annuity fell due on \(fee.due.iso), and it is not known whether it was paid",
        lastDay: fee.lastDay)
    }
  }

  private func withinTerm(_ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation) -> Found {
    guard let end = right.termEnd else {
      return Found(outcome: .unknown, zh: "专利权届满日不详", en: "The end of the term is not known")
    }
    let owed = words.owed.en.prefix(1).uppercased() + words.owed.en.dropFirst()
    let due = BilingualText(
      zh: "\(words.owed.zh) \(term.maturity.iso) 到期", en: "\(owed) falls due on \(term.maturity.iso)")
    guard term.maturity > end else {
      return Found(
        outcome: .clear, zh: "\(due.zh)，权利 \(end.iso) 届满", en: "\(due.en), the term ends on \(end.iso)")
    }
    return Found(
      outcome: failed(rule), zh: "\(due.zh)，晚于权利届满日 \(end.iso)",
      en: "\(due.en), after the term ends on \(end.iso)", lastDay: end)
  }

  /// Nobody can be asked for a consent while it is not known who owns the right.
  private static let completeOwnership = BilingualText(
    zh: "查登记簿，在 ownership 表中补全或更正各权利人及其份额；之后才知道须谁同意",
    en:
      "Look at the register, and complete or correct the owners and their shares in table ownership; only then is it known whose consent is needed"
  )

  private func coOwners(
    _ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation, _ number: String
  ) -> Found {
    guard let owners = right.owners, !owners.isEmpty else {
      return Found(outcome: .unknown, zh: "登记权利人不详", en: "The registered owner is not known")
    }
    let names = right.coOwners
    let isAttached = documents.has(RegistrationCheck.consent, right: number)
    // The consent of those who are known comes first: without it nothing else matters.
    if owners.count > 1, !isAttached {
      return Found(
        outcome: failed(rule), zh: "共有人 \(names.joined(separator: "、")) 的同意书未附",
        en: "The consent of \(names.joined(separator: ", ")) is not attached")
    }
    let lacking = owners.count > 1 ? consents?.lacking(names, right: number) ?? [] : []
    if !lacking.isEmpty {
      return Found(
        outcome: failed(rule),
        zh: "所附同意书出自此前的共有人，没有 \(lacking.joined(separator: "、")) 的同意",
        en:
          "The consent that is attached is of those who co-owned it before; that of \(lacking.joined(separator: ", ")) is not attached"
      )
    }
    if let rest = right.unassignedShare.map({ Percent.text($0) }) {
      return Found(
        outcome: .unknown, zh: "\(rest) 没有登记的权利人，须谁同意无从得知",
        en: "\(rest) belongs to nobody on record: whose consent is needed is not known",
        remedy: RegistrationCheck.completeOwnership)
    }
    if let sum = right.excessShares.map({ Percent.text($0) }) {
      return Found(
        outcome: .unknown, zh: "所记份额合计 \(sum)，谁是共有人待查清",
        en: "The shares on record make \(sum): who owns it has to be established",
        remedy: RegistrationCheck.completeOwnership)
    }
    guard owners.count > 1 else { return Found(outcome: .clear, zh: "单独所有", en: "A sole owner") }
    return Found(
      outcome: .clear, zh: "已附共有人 \(names.joined(separator: "、")) 的同意书，内容须人工核对",
      en: "The consent of \(names.joined(separator: ", ")) is attached; a person must check its contents")
  }

  private func sameDay(
    _ rule: PledgeRegistration.RefusalCase, _ right: PledgeSituation, _ number: String
  ) -> Found {
    guard right.kind == .utilityModel else {
      return Found(outcome: .clear, zh: "不是实用新型", en: "It is no utility model")
    }
    guard let twin = right.sameDayInvention else {
      return Found(
        outcome: .unknown, zh: "有无同日申请的同样发明不详（申请日或权利人未知，或评审早于这一事实）",
        en:
          "Whether an identical invention was filed that day is not known: without filing day or owner, or by a run older than this fact"
      )
    }
    guard !twin.isEmpty else {
      return Found(
        outcome: .clear, zh: "组合中没有同日申请的同样发明在审",
        en: "The portfolio has no pending invention of the same day and title")
    }
    let found = Found(
      outcome: failed(rule), zh: "同日申请的同样发明 \(twin) 在审",
      en: "The identical invention \(twin), filed on the same day, is pending")
    return found.outcome == .needsStatement ? stated(found, number) : found
  }

  /// A statement that is attached answers a case that needs one.
  private func stated(_ found: Found, _ number: String) -> Found {
    guard documents.has(RegistrationCheck.statement, right: number) else { return found }
    return Found(
      outcome: .clear, zh: found.zh + "；已附\(words.statement.zh)",
      en: found.en + "; \(words.statement.en) is attached")
  }

  private func absent(
    _ list: [String]?, _ rule: PledgeRegistration.RefusalCase, clear: (zh: String, en: String),
    missing: (zh: String, en: String)
  ) -> Found {
    guard let list else { return Found(outcome: .unknown, zh: missing.zh, en: missing.en) }
    guard !list.isEmpty else { return Found(outcome: .clear, zh: clear.zh, en: clear.en) }
    return Found(
      outcome: failed(rule), zh: list.joined(separator: "、"), en: list.joined(separator: ", "))
  }
}
