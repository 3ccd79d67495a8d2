public import PolicyModels
public import PortfolioCore

/// The rules of an office for registering pledges of patents: when it refuses, and which papers it wants. A model
/// file of the kind `pledge-registration`.
public struct PledgeRegistration: PolicyModel {
  /// `pledge-registration`.
  public static let kind = "pledge-registration"

  /// What a refusal case looks at. The tests are the program's, for they reckon with days, fees and owners; which of
  /// them an office applies, and what it then does, is the file's.
  public enum Test: String, CaseIterable, Sendable, Codable {
    /// The pledgor is the registered owner.
    case pledgorIsOwner = "pledgor-is-owner"
    /// The right has not ended and has not been declared invalid.
    case inForce = "in-force"
    /// The right is granted.
    case granted
    /// No annuity is late.
    case annuityPaid = "annuity-paid"
    /// Neither an ownership dispute nor a preservation order stays the right.
    case notSuspended = "not-suspended"
    /// The debt falls due within the term of the right.
    case withinTerm = "within-term"
    /// The pledge contract holds what it must.
    case contractComplete = "contract-complete"
    /// All co-owners agree.
    case coOwnersAgree = "co-owners-agree"
    /// No pledge stands on the right.
    case notPledged = "not-pledged"
    /// A utility model has no identical invention filed on the same day.
    case noSameDayInvention = "no-same-day-invention"
    /// No invalidation is pending.
    case noInvalidation = "no-invalidation"
    /// Anything else, to be looked at by a person.
    case byHand = "by-hand"
  }

  /// What the office does where a test fails.
  public enum Effect: String, CaseIterable, Sendable, Codable {
    /// It refuses.
    case blocks
    /// It registers where the parties, once told, state that they still want it.
    case needsStatement = "needs-statement"
    /// It asks for papers to be mended.
    case needsDocument = "needs-document"
    /// A person has to look.
    case byHand = "by-hand"
  }

  /// A case in which the office refuses.
  public struct RefusalCase: Sendable {
    /// Its number in the measures.
    public let number: Int
    /// The name in the file.
    public let id: String
    /// What it looks at.
    public let test: Test
    /// What the office does.
    public let effect: Effect
    /// The case.
    public let title: BilingualText
    /// The data that decide it.
    public let field: BilingualText
    /// What to do.
    public let remedy: BilingualText
    /// Other words where the rights are not pledged.
    public let wording: [Wording]
    /// The source.
    public let source: String

    /// The case, its data and what to do, in the words of a use.
    public func texts(
      for purpose: LenderPolicy.Purpose
    ) -> (title: BilingualText, field: BilingualText, remedy: BilingualText) {
      let other = wording.first { $0.purposes.contains(purpose) }
      return (other?.title ?? title, other?.field ?? field, other?.remedy ?? remedy)
    }
  }

  /// The words of a case for some uses; what is nil is said as of a pledge.
  public struct Wording: Sendable {
    /// The uses.
    public let purposes: [LenderPolicy.Purpose]
    /// The case.
    public let title: BilingualText?
    /// The data that decide it.
    public let field: BilingualText?
    /// What to do.
    public let remedy: BilingualText?
  }

  /// When a paper is needed.
  public enum Need: String, CaseIterable, Sendable, Codable {
    /// Always.
    case always
    /// Where an agent files.
    case ifAgent = "if-agent"
    /// Where a valuation was made.
    case ifValued = "if-valued"
    /// Where the right is co-owned.
    case ifCoOwned = "if-co-owned"
    /// Where a statement of the parties is needed.
    case ifStatement = "if-statement"
    /// Where the right is a utility model or design.
    case ifUnexamined = "if-unexamined"
    /// Not for registration, but whoever takes the rights asks for it.
    case advised
  }

  /// A paper.
  public struct Document: Sendable {
    /// The name in the file: attached files that begin with it are taken for it.
    public let id: String
    /// The paper.
    public let title: BilingualText
    /// When it is needed.
    public let need: Need
    /// Whether there is one for each right.
    public let isPerRight: Bool
    /// Whether the packet holds a form to fill in.
    public let hasForm: Bool
    /// For which uses; empty for all.
    public let purposes: [LenderPolicy.Purpose]
    /// The source.
    public let source: String

    /// Whether the paper belongs to a use.
    public func serves(_ purpose: LenderPolicy.Purpose) -> Bool {
      purposes.isEmpty || purposes.contains(purpose)
    }
  }

  /// A line that the pledge contract must hold.
  public struct ContractLine: Sendable {
    /// What it must say.
    public let title: BilingualText
    /// The source.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The office.
  public let office: String
  /// The kinds of right that are registered under these rules.
  public let kinds: [RightKind]
  /// The day on which the rules came into force.
  public let inForceFrom: CalendarDay
  /// Working days from a complete filing to the registration, with the source.
  public let handling: (workingDays: Int, source: String)
  /// The refusal cases, by number.
  public let cases: [RefusalCase]
  /// The papers.
  public let documents: [Document]
  /// What the contract must hold.
  public let contract: [ContractLine]

  /// Reads the rules; a test, number or name that stands twice is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> PledgeRegistration? {
    let reader = PledgeModelReader(header: header, log: log)
    let place = map.place
    let office = map.string("office")
    let kinds = map.list("kinds").compactMap { $0.word(as: RightKind.self, log) }
    let from = map.day("inForceFrom")
    var handling: (workingDays: Int, source: String)?
    if var given = map.map("handling") {
      if let days = reader.count(&given, "workingDays", within: 1...365), let source = reader.source(&given) {
        handling = (days, source)
      }
      given.finish()
    }
    let cases = map.list("cases").compactMap { refusal($0, reader) }
    let documents = map.list("documents").compactMap { document($0, reader) }
    let contract = map.list("contract").compactMap { contractLine($0, reader) }
    reader.unique(cases.map { "\($0.number)" }, at: place)
    reader.unique(cases.map(\.id), at: place)
    reader.unique(cases.map(\.test.rawValue), at: place)
    // The same paper may stand once for each use, in its words.
    for purpose in LenderPolicy.Purpose.allCases {
      let names = documents.filter { $0.serves(purpose) }.map(\.id)
      guard Set(names).count < names.count else { continue }
      reader.unique(names, at: place)
      break
    }
    if cases.isEmpty {
      log.bad(place, zh: "至少要有一种不予登记的情形", en: "At least one refusal case is needed")
    }
    guard let office, let from, let handling, !log.hasErrors else { return nil }
    return PledgeRegistration(
      header: header, office: office, kinds: kinds, inForceFrom: from, handling: handling,
      cases: cases.sorted { $0.number < $1.number }, documents: documents, contract: contract)
  }

  private static func refusal(_ value: ModelValue, _ reader: PledgeModelReader) -> RefusalCase? {
    var map = ModelMap(value, log: reader.log)
    let number = reader.count(&map, "number", within: 1...99)
    let id = map.string("id")
    let test = map.word("test", as: Test.self)
    let effect = map.word("effect", as: Effect.self)
    let title = map.bilingual("title")
    let field = map.bilingual("field")
    let remedy = map.bilingual("remedy")
    let wording = map.optionalList("wording").map { value -> Wording in
      var entry = ModelMap(value, log: reader.log)
      let purposes = entry.list("purposes").compactMap { $0.word(as: LenderPolicy.Purpose.self, reader.log) }
      let said = Wording(
        purposes: purposes, title: entry.optionalBilingual("title"), field: entry.optionalBilingual("field"),
        remedy: entry.optionalBilingual("remedy"))
      entry.finish()
      return said
    }
    let source = reader.source(&map)
    map.finish()
    reader.unique(wording.flatMap(\.purposes).map(\.rawValue), at: value.place)
    guard let number, let id, let test, let effect, let title, let field, let remedy, let source else {
      return nil
    }
    return RefusalCase(
      number: number, id: id, test: test, effect: effect, title: title, field: field, remedy: remedy,
      wording: wording, source: source)
  }

  private static func document(_ value: ModelValue, _ reader: PledgeModelReader) -> Document? {
    var map = ModelMap(value, log: reader.log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let need = map.word("need", as: Need.self)
    let isPerRight = map.optionalFlag("perRight") ?? false
    let hasForm = map.optionalFlag("form") ?? false
    let purposes = map.optionalList("purposes").compactMap {
      $0.word(as: LenderPolicy.Purpose.self, reader.log)
    }
    let source = reader.source(&map)
    map.finish()
    guard let id, let title, let need, let source else { return nil }
    return Document(
      id: id, title: title, need: need, isPerRight: isPerRight, hasForm: hasForm, purposes: purposes,
      source: source)
  }

  private static func contractLine(_ value: ModelValue, _ reader: PledgeModelReader) -> ContractLine? {
    var map = ModelMap(value, log: reader.log)
    let title = map.bilingual("title")
    let source = reader.source(&map)
    map.finish()
    guard let title, let source else { return nil }
    return ContractLine(title: title, source: source)
  }
}
