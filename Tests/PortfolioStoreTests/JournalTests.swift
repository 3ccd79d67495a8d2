import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

@Suite struct JournalTests {
  @Test func everyKindOfEntryIsReadBack() throws {
    let store = try Journal.filled()
    let entries = try store.journal(asOf: Make.day("2027-12-31"))
    #expect(Set(entries.map(\.kind)) == Set(JournalEntry.Kind.allCases))
    #expect(entries.map(\.sequence) == Array(1...12))
    #expect(entries[0].previous == JournalEntry.beginning)
    for (earlier, later) in zip(entries, entries.dropFirst()) { #expect(later.previous == earlier.hash) }
    let audit = try store.audit(kept: entries[6].hash)
    #expect(audit.problems.isEmpty, "\(audit.problems.map { $0.text(.en) })")
    #expect(audit.entries == 12)
    #expect(audit.head == entries[11].hash)
  }

  /// What was not said is not in the entry: entries from before the field keep their bytes and their hashes.
  @Test func thePlaceOfTheTakerIsInTheEntryOnlyWhereItWasSaid() throws {
    let store = try Journal.store()
    try store.record([.decision(Journal.decision(1, .transfer))], by: Journal.signature())
    for (right, abroad) in [(2, true), (3, false)] as [(Int64, Bool)] {
      var decision = Journal.decision(right, .transfer)
      decision.abroad = abroad
      try store.record([.decision(decision)], by: Journal.signature())
    }
    let payloads = try store.texts("SELECT payload FROM journal ORDER BY sequence")
    #expect(payloads.map { $0.contains("abroad") } == [false, true, true])
    #expect(payloads[1].hasPrefix("{\"abroad\":true,"))
    #expect(
      try store.decisionBook(asOf: Journal.someday).lines.map(\.decision.abroad) == [nil, true, false])
    let audit = try store.audit()
    #expect(audit.problems.isEmpty, "\(audit.problems.map { $0.text(.en) })")
  }

  @Test func evidenceCountsFromTheDayItIsOnRecordUntilItIsTakenBack() throws {
    let store = try Journal.store()
    try store.record(evidence: Journal.evidence(through: "2027-06-30"), number: "P1", by: Journal.signature())
    #expect(try store.gateEvidence(asOf: Make.day("2026-06-30")).isEmpty)
    #expect(try store.gateEvidence(asOf: Journal.someday) == [Journal.evidence(through: "2027-06-30")])
    // A paper that has run out is still on record: the gate tells that it no longer lifts it.
    #expect(try store.gateEvidence(asOf: Make.day("2028-01-01")).count == 1)
    let back = JournalRevocation(
      revokes: 1, revokedBy: "Li", day: Make.day("2026-08-01"), reason: "signed by nobody")
    try store.record([.revocation(back)], by: Journal.signature(day: "2026-08-01"))
    #expect(try store.gateEvidence(asOf: Make.day("2026-07-31")).count == 1)
    #expect(try store.gateEvidence(asOf: Make.day("2026-08-01")).isEmpty)
    #expect(store.refusals([.revocation(back)]) == [.nothingToRevoke])
  }

  @Test func aLaterDecisionTakesThePlaceOfTheOneThatItNames() throws {
    let store = try Journal.store()
    try store.record([.decision(Journal.decision(1, .keep))], by: Journal.signature())
    #expect(store.refusals([.decision(Journal.decision(1, .letLapse))]) == [.decidedMeanwhile])
    #expect(
      store.refusals([.decision(Journal.decision(1, .letLapse, supersedes: 7))]) == [.decidedMeanwhile])
    try store.record(
      [.decision(Journal.decision(1, .letLapse, day: "2026-07-05", supersedes: 1))],
      by: Journal.signature(day: "2026-07-05"))
    let book = try store.decisionBook(asOf: Make.day("2026-07-05"))
    #expect(book.lines.map(\.state) == [.superseded, .inForce])
    #expect(book.standing(1)?.decision.action == .letLapse)
    // Seen from before, the first one stands.
    #expect(try store.decisionBook(asOf: Make.day("2026-07-04")).standing(1)?.decision.action == .keep)
    // Taken back, there is no decision, and not the old one.
    try store.record(
      [
        .revocation(
          JournalRevocation(revokes: 2, revokedBy: "Li", day: Make.day("2026-07-06"), reason: "hasty"))
      ], by: Journal.signature(day: "2026-07-06"))
    let later = try store.decisionBook(asOf: Make.day("2026-07-06"))
    #expect(later.standing(1) == nil)
    #expect(later.history(1).map(\.state) == [.superseded, .revoked])
    // The next decision begins anew.
    try store.record(
      [.decision(Journal.decision(1, .keep, day: "2026-07-07"))], by: Journal.signature(day: "2026-07-07"))
    #expect(try store.decisionBook(asOf: Make.day("2026-07-07")).standing(1)?.entry == 4)
  }

  @Test func twoPersonsSign() throws {
    let store = try Journal.store()
    try store.record([.decision(Journal.decision(1, signatures: 2))], by: Journal.signature())
    func approval(_ name: String, _ entry: Int64 = 1) -> JournalContent {
      .approval(DecisionApproval(decision: entry, approvedBy: name, role: "", day: Journal.someday))
    }
    let waiting = try #require(try store.decisionBook(asOf: Journal.someday).standing(1))
    #expect(waiting.state == .awaitingSignature)
    #expect(!waiting.isInForce(on: Make.day("2027-01-01")))
    #expect(store.refusals([approval("Li")]) == [.sameSignature])
    for same in [" li ", "Ｌｉ", "ＬＩ", "L\u{200B}i", "L i", "\u{3000}Li\u{FEFF}"] {
      #expect(store.refusals([approval(same)]) == [.sameSignature], "\(same)")
    }
    // Letters of other scripts that look the same, small and capital.
    for same in ["L\u{0456}", "L\u{03B9}", "1i", "\u{0406}i", "l\u{0406}"] {
      #expect(store.refusals([approval(same)]) == [.sameSignature], "\(same)")
    }
    let alike = #expect(throws: ProblemList.self) {
      try store.record([approval("L\u{0456}")], by: Journal.signature())
    }
    #expect(alike?.problems.first?.message.en.hasSuffix("as Li, who looks the same") == true)
    #expect(alike?.problems.first?.message.zh.contains("看起来是同一个名字") == true)
    let early = DecisionApproval(decision: 1, approvedBy: "Zhao", role: "", day: Make.day("2026-06-30"))
    #expect(store.refusals([.approval(early)]) == [.dayOutOfOrder])
    #expect(store.refusals([approval("Zhao", 9)]) == [.nothingToSign])
    #expect(store.refusals([approval("Zhao")]) == [])
    #expect(store.refusals([approval("Qian")]) == [.nothingToSign])
    #expect(try store.decisionBook(asOf: Journal.someday).standing(1)?.state == .inForce)
  }

  /// What was put on record later than the day that it bears is signed on no day before it was there.
  @Test func nobodySignsWhatIsNotOnRecordYet() throws {
    let store = try Journal.store()
    try store.record(
      [.decision(Journal.decision(1, signatures: 2))], by: Journal.signature(day: "2026-07-20"))
    func approval(_ day: String) -> JournalContent {
      .approval(DecisionApproval(decision: 1, approvedBy: "Zhao", role: "", day: Make.day(day)))
    }
    let error = #expect(throws: ProblemList.self) {
      try store.record([approval("2026-07-11")], by: Journal.signature("Zhao", day: "2026-07-11"))
    }
    #expect(error?.problems.map(\.code) == [.dayOutOfOrder])
    #expect(error?.problems.first?.message.en.contains("put on record on 2026-07-20") == true)
    #expect(
      store.refusals([approval("2026-07-20")], by: Journal.signature("Zhao", day: "2026-07-20")) == [])
    #expect(try store.decisionBook(asOf: Make.day("2026-07-20")).standing(1)?.state == .inForce)
  }

  @Test(arguments: [
    ("Ivanov", "Iv\u{0430}nov", true), ("Ivanov", "\u{0406}vanov", true),
    ("IVANOV", "Iv\u{0430}n\u{043E}v", true),
    ("Novak", "\u{039D}ovak", true), ("Novak", "\u{039D}o\u{03BD}ak", true), ("Иванов", "ИВАНОВ", true),
    ("Вова", "BOBA", true), ("王某", "王 某", true), ("Ｎｏｖａｋ", "Novak", true),
    ("José", "Jose", true), ("José", "Jose\u{0301}", true), ("Müller", "MULLER", true),
    ("J. Smith", "J Smith", true), ("O'Brien", "O\u{2019}Brien", true), ("Li-Wang", "Li\u{2014}Wang", true),
    ("阿里·买买提", "阿里买买提", true), ("Алёна", "Алена", true), ("Anna", "A\u{03B7}na", true),
    ("Bob", "\u{042C}ob", true), ("Bob", "Bo\u{044C}", true), ("ただ", "たた", false),
    ("Ivanov", "Ivanow", false), ("Nina", "Vina", false), ("王某", "李某", false), ("Иванов", "Петров", false),
    ("Li", "Lu", false), ("Zhao", "Zhou", false),
    // As the data of UTS #39 have it: 0 is O, ш is w, ϸ is p; к and κ are like k only as capitals.
    ("Bob", "B0b", true), ("wang", "\u{0448}ang", true), ("Pip", "\u{03F8}i\u{03F8}", true),
    ("Niko", "Ni\u{043A}o", true), ("Niko", "Ni\u{03BA}o", true), ("Qin", "\u{051A}in", true),
    ("Novak", "No\u{03BD}a\u{03BA}", false),
    // A capital I is seen as a small l; an i is not, and no L is an I.
    ("Ian Wang", "lan Wang", true), ("Kai Wang", "KAl WANG", true), ("KAI WANG", "KAl WANG", true),
    ("Ian Wang", "IAN WANG", true), ("Hai Li", "HAI LI", true), ("B1ll", "BlLL", true),
    ("Kai Wang", "Kal Wang", false), ("Ian Wang", "Lan Wang", false), ("Hai", "Hal", false),
    ("KAI WANG", "KAL WANG", false), ("kai wang", "Kal Wang", false), ("hai01", "hal01", false),
    ("Ian Wang", "LAN WANG", false), ("Aili", "Alii", false),
  ])
  func aNameIsToldByHowItLooks(one: String, other: String, same: Bool) {
    #expect(PersonNames.areSame(one, other) == same)
    #expect(PersonNames.areSame(other, one) == same)
  }

  private struct Days: CustomTestStringConvertible, Sendable {
    var name: String
    var content: JournalContent
    var day = "2026-07-01"
    var testDescription: String { name }
  }

  private static let wrongDays: [Days] = {
    func cycle(_ change: (inout ReviewCycle) -> Void) -> JournalContent {
      var cycle = Journal.cycle("2028")
      change(&cycle)
      return .cycle(cycle)
    }
    func minutes(_ day: String) -> JournalContent {
      .minutes(
        CycleMinutes(
          cycle: "2027", body: "Board", day: Make.day(day), document: "m.json",
          digest: SHA256Digest(of: "m").hex, head: JournalEntry.beginning))
    }
    return [
      Days(name: "opened before its run", content: cycle { $0.day = Make.day("2026-06-29") }),
      Days(name: "due before it is opened", content: cycle { $0.due = Make.day("2026-06-30") }),
      Days(
        name: "assigned before it is opened",
        content: .assignment(CycleAssignment(cycle: "2027", unit: "U", reviewer: "Wang", due: nil)),
        day: "2026-06-30"),
      Days(
        name: "due before it is assigned",
        content: .assignment(
          CycleAssignment(cycle: "2027", unit: "U", reviewer: "Wang", due: Make.day("2026-06-30")))),
      Days(
        name: "decided before it is opened",
        content: .decision(Journal.decision(2, day: "2026-06-30", cycle: "2027"))),
      Days(
        name: "frozen before it is opened",
        content: .step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: Make.day("2026-06-30")))),
      Days(
        name: "frozen before its last decision",
        content: .step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: Make.day("2026-07-09")))),
      Days(name: "minutes before the freeze", content: minutes("2026-09-30")),
      Days(
        name: "closed before the minutes",
        content: .step(CycleStep(cycle: "2027", step: .closed, by: "Li", day: Make.day("2026-10-09")))),
    ]
  }()

  /// A cycle whose days run backwards is none.
  @Test(arguments: wrongDays)
  private func theDaysOfACycleFollowOneAnother(wrong: Days) throws {
    let store = try Journal.store()
    try store.record([.cycle(Journal.cycle())], by: Journal.signature())
    try store.record(
      [.decision(Journal.decision(1, .keep, day: "2026-07-10", cycle: "2027"))],
      by: Journal.signature(day: "2026-07-10"))
    if wrong.name.hasPrefix("minutes") || wrong.name.hasPrefix("closed") {
      try store.record(
        [.step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: Make.day("2026-10-01")))],
        by: Journal.signature(day: "2026-10-01"))
    }
    if wrong.name.hasPrefix("closed") {
      try store.record(
        [
          .minutes(
            CycleMinutes(
              cycle: "2027", body: "Board", day: Make.day("2026-10-10"), document: "m.json",
              digest: SHA256Digest(of: "m").hex, head: JournalEntry.beginning))
        ], by: Journal.signature(day: "2026-10-10"))
    }
    let refusals = store.refusals([wrong.content], by: Journal.signature(day: wrong.day))
    #expect(Set(refusals) == [.dayOutOfOrder], "\(refusals)")
  }

  @Test func allOrNothingIsOnRecordAndEveryRefusalIsTold() throws {
    let store = try Journal.store()
    try store.record([.decision(Journal.decision(2))], by: Journal.signature())
    let refusals = store.refusals([
      .decision(Journal.decision(1)), .decision(Journal.decision(2, .keep)), .decision(Journal.decision(99)),
      .decision(Journal.decision(3, cycle: "1999")),
      .evidence(Journal.evidence(77), number: "P77"),
    ])
    #expect(refusals == [.decidedMeanwhile, .noSuchRight, .noSuchCycle, .noSuchRight])
    #expect(try store.journal(asOf: Make.day("2030-01-01")).count == 1)
    #expect(try store.number("SELECT count(*) FROM decision") == 1)
    var wrongRun = Journal.decision(1)
    wrongRun.run = 9
    #expect(store.refusals([.decision(wrongRun)]) == [.noSuchRun])
  }

  @Test func aCycleGoesInItsOrder() throws {
    let store = try Journal.store()
    func step(_ step: CycleStep.Step, _ name: String = "2027") -> JournalContent {
      .step(CycleStep(cycle: name, step: step, by: "Li", day: Journal.someday))
    }
    let minutes = JournalContent.minutes(
      CycleMinutes(
        cycle: "2027", body: "Board", day: Journal.someday, document: "m.json",
        digest: SHA256Digest(of: "m").hex, head: JournalEntry.beginning))
    let assign = JournalContent.assignment(
      CycleAssignment(cycle: "2027", unit: "U", reviewer: "Wang", due: nil))
    #expect(store.refusals([step(.frozen)]) == [.noSuchCycle])
    #expect(store.refusals([assign]) == [.noSuchCycle])
    #expect(store.refusals([minutes]) == [.noSuchCycle])
    try store.record([.cycle(Journal.cycle())], by: Journal.signature())
    #expect(store.refusals([.cycle(Journal.cycle())]) == [.cycleOutOfOrder])
    #expect(store.refusals([minutes]) == [.cycleOutOfOrder])
    #expect(store.refusals([step(.closed)]) == [.cycleOutOfOrder])
    #expect(store.refusals([assign]) == [])
    #expect(store.refusals([.decision(Journal.decision(1, cycle: "2027"))]) == [])
    #expect(store.refusals([step(.frozen)]) == [])
    #expect(store.refusals([step(.frozen)]) == [.cycleOutOfOrder])
    #expect(store.refusals([assign]) == [.cycleFrozen])
    #expect(store.refusals([.decision(Journal.decision(2, cycle: "2027"))]) == [.cycleFrozen])
    #expect(
      store.refusals([.decision(Journal.decision(2, cycle: "2027", accepted: ["DEC008"]))]) == [])
    #expect(store.refusals([step(.closed)]) == [.cycleOutOfOrder])
    #expect(store.refusals([minutes]) == [])
    #expect(store.refusals([step(.closed)]) == [])
    #expect(store.refusals([step(.closed)]) == [.cycleOutOfOrder])
    #expect(
      store.refusals([.decision(Journal.decision(3, cycle: "2027", accepted: ["DEC008"]))]) == [
        .cycleFrozen
      ])
    let record = try #require(try store.cycles(asOf: Journal.someday).first)
    #expect(record.isFrozen && record.isClosed)
    #expect(record.cycle == Journal.cycle())
    #expect(record.assignments.map(\.reviewer) == ["Wang"])
    #expect(record.minutes.count == 1)
  }

  /// A list that stands binds its rights, whether or not a decision names the cycle.
  @Test func aFrozenListIsNotPassedByLeavingOutTheCycle() throws {
    let store = try Journal.store()
    try store.record([.cycle(Journal.cycle())], by: Journal.signature())
    try store.record([.decision(Journal.decision(1, .keep, cycle: "2027"))], by: Journal.signature())
    try store.record(
      [.step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: Journal.someday))],
      by: Journal.signature())
    #expect(store.refusals([.decision(Journal.decision(2))]) == [.cycleFrozen])
    // Not on the list.
    #expect(store.refusals([.decision(Journal.decision(4))]) == [])
    let back = JournalRevocation(revokes: 2, revokedBy: "Li", day: Journal.someday, reason: "no")
    #expect(store.refusals([.revocation(back)]) == [.cycleFrozen])
    #expect(store.refusals([.decision(Journal.decision(2, accepted: ["DEC008"]))]) == [])
    try store.record(
      [
        .minutes(
          CycleMinutes(
            cycle: "2027", body: "Board", day: Journal.someday, document: "m.json",
            digest: SHA256Digest(of: "m").hex, head: JournalEntry.beginning)),
        .step(CycleStep(cycle: "2027", step: .closed, by: "Li", day: Journal.someday)),
      ], by: Journal.signature())
    #expect(store.refusals([.decision(Journal.decision(3))]) == [])
    let early = JournalRevocation(revokes: 2, revokedBy: "Li", day: Make.day("2026-06-01"), reason: "no")
    #expect(store.refusals([.revocation(early)]) == [.dayOutOfOrder])
    #expect(store.refusals([.revocation(back)]) == [])
  }

  /// A closed cycle is signed no more, and what was signed behind the freeze is seen, whatever day it bears.
  @Test func freezeAndCloseBindSignatures() throws {
    let store = try Journal.store()
    func minutes(_ day: String) -> JournalContent {
      .minutes(
        CycleMinutes(
          cycle: "2027", body: "Board", day: Make.day(day), document: "m.json",
          digest: SHA256Digest(of: "m").hex, head: JournalEntry.beginning))
    }
    func step(_ step: CycleStep.Step, _ day: String) -> JournalContent {
      .step(CycleStep(cycle: "2027", step: step, by: "Li", day: Make.day(day)))
    }
    func approval(_ entry: Int64, _ day: String) -> JournalContent {
      .approval(DecisionApproval(decision: entry, approvedBy: "Zhao", role: "", day: Make.day(day)))
    }
    try store.record([.cycle(Journal.cycle())], by: Journal.signature())
    try store.record(
      ([1, 2, 3] as [Int64]).map {
        JournalContent.decision(Journal.decision($0, signatures: 2, cycle: "2027"))
      },
      by: Journal.signature())
    try store.record([approval(2, "2026-07-02")], by: Journal.signature(day: "2026-07-02"))
    try store.record([step(.frozen, "2026-10-01")], by: Journal.signature(day: "2026-10-01"))
    // Of a day before the freeze, and recorded behind it.
    try store.record([approval(3, "2026-07-02")], by: Journal.signature(day: "2026-07-02"))
    let cycle = try #require(try store.cycles().first)
    let book = try store.decisionBook()
    #expect(book.standingLines.map { cycle.isAfterFreeze($0) } == [false, true, false])
    try store.record([minutes("2026-10-10")], by: Journal.signature(day: "2026-10-10"))
    try store.record([step(.closed, "2026-10-11")], by: Journal.signature(day: "2026-10-11"))
    #expect(store.refusals([approval(4, "2026-10-12")]) == [.cycleOutOfOrder])
    #expect(store.refusals([minutes("2026-10-12")]) == [.dayOutOfOrder])
    #expect(store.refusals([minutes("2026-10-11")]) == [])
  }

  @Test(
    arguments: [
      ("2026-06-30", ExecutionResult.Outcome.paid, true), ("2026-07-01", .paid, false),
      ("2026-08-31", .lapsed, true), ("2026-09-01", .lapsed, false), ("2026-10-01", .lapsed, false),
      ("2026-10-02", .lapsed, true),
    ] as [(String, ExecutionResult.Outcome, Bool)])
  func whatIsDoneIsDoneAfterItsDecisionAndBeforeItIsRecorded(
    day: String, outcome: ExecutionResult.Outcome, isRefused: Bool
  ) throws {
    let store = try Journal.store()
    var decision = Journal.decision(1)
    decision.effective = Make.day("2026-09-01")
    try store.record([.decision(decision)], by: Journal.signature())
    let result = ExecutionResult(
      rightID: 1, number: "P1", decision: 1, outcome: outcome, day: Make.day(day), recordedBy: "Li")
    #expect(
      store.refusals([.result(result)], by: Journal.signature(day: "2026-10-01"))
        == (isRefused ? [.dayOutOfOrder] : []))
  }

  @Test func whatIsDoneCannotBeTakenBack() throws {
    let store = try Journal.filled()
    let back = JournalRevocation(revokes: 5, revokedBy: "Li", day: Journal.someday, reason: "no")
    #expect(store.refusals([.revocation(back)]) == [.nothingToRevoke])
    var result = ExecutionResult(
      rightID: 2, number: "P2", decision: 6, outcome: .paid, day: Journal.someday, recordedBy: "Li")
    // The decision about P2 was taken back.
    #expect(store.refusals([.result(result)]) == [.decidedMeanwhile])
    result.decision = 5
    #expect(store.refusals([.result(result)]) == [.decidedMeanwhile])
    #expect(
      try store.decisionBook(asOf: Make.day("2027-12-31")).lines.map(\.state) == [.executed, .revoked])
  }

  @Test func newDataOfARightAreKnownByTheImportThatBroughtThem() throws {
    let store = try Journal.store()
    let imports = try store.imports().filter { $0.rows > 0 }.count
    #expect(try store.rightsChanged(after: imports).isEmpty)
    try store.take("later.csv", on: "2026-08-15") { session in
      try session.add(Make.right("P1", owners: ["Acme"]))
      try session.add(Make.right("P3", line: 4, owners: ["Beta"]))
    }
    let changed = try store.rightsChanged(after: imports)
    #expect(changed.keys.sorted() == [3])
    #expect(changed[3]?.file == "later.csv")
    #expect(try store.rightsChanged(after: 0).count == 4)
  }
}
