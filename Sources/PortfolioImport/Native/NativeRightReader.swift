import PortfolioCore

/// Makes the right of a checked row of the table `rights`.
struct NativeRightReader {
  let file: String
  let line: Int
  let kinds: KindVocabulary

  func read(_ values: NativeValues, sourceText: String) -> ImportItem {
    func text(_ column: String) -> String? {
      if case .text(let text) = values[column] { return text }
      return nil
    }
    func day(_ column: String) -> CalendarDay? {
      if case .day(let day) = values[column] { return day }
      return nil
    }
    func integer(_ column: String) -> Int? {
      if case .integer(let number) = values[column] { return Int(number) }
      return nil
    }
    func list(_ column: String) -> [String] {
      (text(column) ?? "").split(separator: ";").map(String.init)
    }
    var problems: [Problem] = []
    var warnings: [Problem] = []
    var draft = RightDraft(line: line, sourceText: sourceText, office: text("office") ?? "")
    draft.kind = text("kind").flatMap { RightKind(rawValue: $0) }
    let isPatent = draft.kind?.isPatent ?? true
    if !draft.office.isEmpty,
      draft.office.utf8.count != 2 || !draft.office.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    {
      problems.append(
        problem(
          "office", draft.office, zh: "受理局代码应为两个大写字母", en: "An office is a code of two capital letters",
          remedy: BilingualText(zh: "例：CN、US、EP、WO", en: "For example CN, US, EP, WO")))
    }
    draft.grantDay = day("grant_day")

    if let number = text("application_number") {
      if isPatent {
        switch PatentNumber.parse(number, as: .application, office: officeHint(draft)) {
        case .success(let parsed):
          draft.numbers += parsed.allNumbers
          if draft.office.isEmpty { draft.office = parsed.number.office }
          checkOffice(parsed.number.office, draft, "application_number", number, &problems)
          if let shown = parsed.kind, let stated = draft.kind, shown != stated {
            problems.append(
              problem(
                "kind", stated.rawValue, zh: "申请号表明种类为 \(shown.rawValue)",
                en: "The application number shows the kind \(shown.rawValue)",
                remedy: BilingualText(zh: "更正种类或申请号", en: "Correct the kind or the number")))
          }
        case .failure(let fault): add(fault, "application_number", number, &problems)
        }
      } else {
        draft.numbers.append(
          RightNumber(office: draft.office, scheme: .application, number: NativeRightReader.plain(number)))
      }
    }
    for (column, published) in [
      ("publication_number", day("publication_day")), ("grant_number", draft.grantDay),
    ] {
      guard let number = text(column) else { continue }
      guard isPatent else {
        draft.numbers.append(
          RightNumber(office: draft.office, scheme: .registration, number: NativeRightReader.plain(number)))
        continue
      }
      switch PatentNumber.parse(number, as: .publication, office: officeHint(draft)) {
      case .success(let parsed) where parsed.number.scheme == .publication:
        if draft.office.isEmpty { draft.office = parsed.number.office }
        checkOffice(parsed.number.office, draft, column, number, &problems)
        let name = parsed.publicationName(kindCode: parsed.kindCode)
        if !draft.numbers.contains(name) { draft.numbers.append(name) }
        draft.publications.append(
          PublicationDraft(
            office: parsed.number.office, number: parsed.bareNumber, kindCode: parsed.kindCode, day: published
          ))
      case .success(let parsed):
        for name in parsed.allNumbers where !draft.numbers.contains(name) { draft.numbers.append(name) }
      case .failure(let fault): add(fault, column, number, &problems)
      }
    }
    if let own = text("right") { draft.numbers.append(RightNumber(office: "", scheme: .own, number: own)) }
    if isPatent, draft.office.isEmpty, problems.isEmpty {
      problems.append(
        problem(
          "office", nil, zh: "专利须有受理局代码", en: "A patent must have an office",
          remedy: BilingualText(zh: "例：CN、US、EP、WO", en: "For example CN, US, EP, WO")))
    }
    guard problems.isEmpty else { return .refused(line: line, sourceText: sourceText, problems: problems) }

    if let published = day("publication_day"), text("publication_number") == nil {
      var lost = problem(
        "publication_day", published.iso, zh: "有公开日而无公开号，公开日未采用",
        en: "A publication day without a publication number; it was left out",
        remedy: BilingualText(zh: "补上公开号", en: "Add the publication number"))
      lost.severity = .warning
      warnings.append(lost)
    }
    draft.title = text("title")
    draft.translatedTitle = text("title_en")
    draft.filingDay = day("filing_day")
    draft.priorityDay = day("priority_day")
    draft.expiryDay = day("expiry_day")
    draft.endDay = day("end_day")
    draft.observedOn = day("status_observed_on")
    draft.familyKey = text("family")
    draft.unit = text("unit")
    draft.businessLine = text("business_line")
    for (column, role) in [("applicants", PartyDraft.Role.applicant), ("owners", .owner)] {
      for name in list(column) {
        let party = PartyDraft(name: name, role: role)
        if !draft.parties.contains(party) { draft.parties.append(party) }
      }
    }
    draft.inventors = list("inventors")
    draft.ipc = symbols("ipc", text("ipc"), &warnings)
    draft.cpc = symbols("cpc", text("cpc"), &warnings)
    draft.otherClasses = list("classes")
    draft.observation.claims = integer("claims")
    draft.observation.independentClaims = integer("independent_claims")
    if let word = text("status") {
      draft.observation.status = LegalStatus(rawValue: word)
      draft.observation.statusText = word
    }
    draft.stage = stage(draft, hasGrantNumber: text("grant_number") != nil)
    return .right(draft, warnings: warnings)
  }

  private func officeHint(_ draft: RightDraft) -> String? { draft.office.isEmpty ? nil : draft.office }

  private func checkOffice(
    _ found: String, _ draft: RightDraft, _ column: String, _ value: String, _ problems: inout [Problem]
  ) {
    guard found != draft.office else { return }
    problems.append(
      problem(
        column, value, zh: "号码属于 \(found)，而受理局为 \(draft.office)",
        en: "The number is one of \(found), the office is \(draft.office)",
        remedy: BilingualText(zh: "更正号码或受理局", en: "Correct the number or the office")))
  }

  private func symbols(_ column: String, _ cell: String?, _ warnings: inout [Problem]) -> [String] {
    guard let cell else { return [] }
    let list = ClassificationSymbol.list(cell)
    warnings += list.problems(at: Place(file: file, line: line, column: column))
    return list.texts
  }

  private func stage(_ draft: RightDraft, hasGrantNumber: Bool) -> RightStage? {
    let stages =
      draft.publications.map { publication in
        publication.kindCode.flatMap {
          kinds.meaning(office: publication.office, code: $0, published: publication.day).stage
        }
      } + [draft.observation.status?.stage]
    if draft.grantDay != nil || hasGrantNumber || stages.contains(.granted) { return .granted }
    return stages.contains(.application) ? .application : nil
  }

  /// A number without spaces, in half width and capitals.
  private static func plain(_ number: String) -> String {
    HalfWidth.folded(number).filter { $0 != " " }.uppercased()
  }

  private func add(_ fault: NumberFault, _ column: String, _ value: String, _ problems: inout [Problem]) {
    guard var problem = fault.problem(at: Place(file: file, line: line, column: column), value: value) else {
      return
    }
    problem.severity = .error
    problems.append(problem)
  }

  private func problem(
    _ column: String, _ value: String?, zh: String, en: String, remedy: BilingualText
  ) -> Problem {
    Problem(
      .badNativeValue, at: Place(file: file, line: line, column: column), value: value, zh: zh, en: en,
      remedy: remedy)
  }
}
