internal import Foundation
public import PledgeFinance
internal import PolicyModels
public import PortfolioCore
public import PortfolioReview
internal import PortfolioStore
public import Reporting

/// A packet made from a run, with the rows of its rights.
public struct MadePacket: Sendable {
  /// The packet.
  public let packet: PledgePacket
  /// The rows of its rights in the run.
  public let rows: [Int]
  /// The valuer that was used.
  public let valuer: AssetValuer
}

extension Workspace {
  /// A lender's policy by its id or by the path of a file of the user's.
  /// - Throws: ``ProblemList`` when there is none or it does not load.
  public func lenderPolicy(_ name: String) throws -> LenderPolicy {
    guard name.hasSuffix(".yaml") || name.contains("/") else {
      return try catalogue.load(LenderPolicy.self, id: name).0
    }
    guard let data = FileManager.default.contents(atPath: name),
      let text = String(data: data, encoding: .utf8)
    else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: name), zh: "没有这个政策文件，或它不是 UTF-8",
          en: "There is no such policy file, or it is not UTF-8",
          remedy: BilingualText(
            zh: "检查路径；内置政策见 winnow models list",
            en: "Check the path; winnow models list shows the built-in policies")))
    }
    return try Workspace.lenderPolicy(text: text, path: (name as NSString).lastPathComponent)
  }

  /// A lender's policy from its text.
  /// - Throws: ``ProblemList`` when it does not load.
  public static func lenderPolicy(text: String, path: String) throws -> LenderPolicy {
    try ModelCatalogue.load(
      LenderPolicy.self, file: ModelFile(path: path, text: text, origin: .user)
    ).0
  }

  /// A packet for given rights, or for rights that carry an amount.
  /// - Parameters:
  ///   - run: the run; values, fees and the papers of gates are those of its day and of this store.
  ///   - documents: what the user attaches.
  ///   - draws: of each simulation.
  /// - Throws: ``ProblemList`` when a right is not there, the terms make no sense (PLG001, PLG002), or no set of rights
  ///   carries the amount (PLG003).
  public func pledgePacket(
    of run: ReviewRun, _ request: PledgeRequest, policy: LenderPolicy,
    documents: AttachedDocuments = AttachedDocuments(), draws: Int = 10_000
  ) throws -> MadePacket {
    var rows: [Int] = []
    var problems: [Problem] = []
    for number in request.rights {
      do { rows.append(try row(of: number, in: run)) } catch let list as ProblemList {
        problems += list.problems
      }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    let (run, request) = Workspace.judged(try weighingPapers(run), request)
    let valuer = try valuer(of: run, draws: draws)
    var inputs = try PledgeInputs(
      run: run, store: store, catalogue: catalogue, valuer: valuer, policy: policy)
    inputs.documents = documents.lines.map(\.path)
    if let gates = run.gates { PledgeGates(gates, table: run.table).apply(to: &inputs) }
    var packet = try PacketBuilder(inputs, request: request, rows: rows).packet()
    packet.attachments = documents.lines
    packet.head.pageFormat = PledgePacketFiles.pageFormat
    rows = try packet.lines.map { try row(of: $0.number, in: run) }
    return MadePacket(packet: packet, rows: rows, valuer: valuer)
  }

  /// A run judged for the holder of a request, and the request with the holder: what was said decides, else the grading
  /// model tells.
  static func judged(_ run: ReviewRun, _ request: PledgeRequest) -> (ReviewRun, PledgeRequest) {
    var request = request
    request.holder =
      request.holder ?? run.gates?.holder.flatMap { PledgeChecklists.Holder(rawValue: $0) }
    return (run.judged(for: request.holder?.rawValue), request)
  }

  /// All files of a packet: page, tables, record, calendar, the policy, attached documents, manifest.
  /// - Parameter redact: what is withheld; attached documents are then not among the files, nor is a policy of the
  ///   user's own, whose remarks may say whose it is: its version and digest stand in the record.
  /// - Throws: ``ProblemList`` when a file cannot be made.
  public func packetFiles(
    _ made: MadePacket, run: ReviewRun, policy: LenderPolicy, documents: AttachedDocuments,
    redact: Set<Redaction>,
    language: Language
  ) throws -> [PacketFile] {
    let maker = try PledgePacketFiles(
      made.packet, redact: redact, run: Workspace.judged(try weighingPapers(run), made.packet.request).0,
      rows: made.rows,
      options: reportOptions(language: language),
      valuer: made.valuer)
    var files = try maker.files()
    if redact.isEmpty || policy.header.file.origin == .builtin {
      files.append(PacketFile(path: PacketFolder.policy, bytes: Array(policy.header.file.text.utf8)))
    }
    if redact.isEmpty { files += documents.placed }
    return PacketFolder.complete(
      maker.record, files: files, withheld: redact.map(\.rawValue).sorted())
  }

  // MARK: Checking a packet

  /// What has changed between a packet and this store on a day.
  /// - Parameters:
  ///   - policy: the policy that the packet was made under; nil where it is withheld and nobody has given it: then only
  ///     what does not rest on it is compared.
  ///   - withheld: what the packet's manifest says is withheld.
  ///   - lender: who lends, by whose name the packet's own pledge is known; nil for the one that the packet names.
  /// - Throws: ``ProblemList`` when nothing is known on that day, a model does not load, or the policy is another than
  ///   that of the packet (PLG002).
  public func compare(
    _ packet: PledgePacket, policy given: LenderPolicy?, asOf day: CalendarDay, withheld: [String] = [],
    lender: String? = nil
  ) throws -> PacketComparison {
    if let given, given.header.file.sha256 != packet.policy.sha256 {
      throw ProblemList(
        Problem(
          .pledgePolicyPurpose, at: Place(file: given.header.file.path), value: given.header.id,
          zh: "这不是制作材料包时的政策文件（SHA-256 不同）",
          en: "This is not the policy file that the packet was made under: its SHA-256 differs",
          remedy: BilingualText(
            zh: "给出原文件，其 SHA-256 为 \(packet.policy.sha256)",
            en: "Give the file whose SHA-256 is \(packet.policy.sha256)")))
    }
    let limits = ComparisonLimits(withheld: withheld, hasPolicy: given != nil)
    // Rights are looked at in the same way under any policy; what depends on it is then not compared.
    let isContribution = packet.policy.purpose == .contribution
    let policy =
      try given
      ?? catalogue.load(LenderPolicy.self, id: isContribution ? "contribution-cn" : "house-cautious").0
    let model = packet.head.models.compactMap { model -> String? in
      guard model.path.hasPrefix("Grading/") else { return nil }
      return catalogue.entries.first { $0.file.path == model.path }?.header?.id
    }.first
    let preview = try model.map { try self.preview(asOf: day, model: $0) } ?? self.preview(asOf: day)
    let judged = Workspace.judged(preview, packet.request)
    var request = judged.1
    let own = OwnPledge(packet, lender: lender ?? packet.request.lender)
    let run =
      try own.map { $0.unencumbered(judged.0, records: try store.titleRecords(asOf: day)) } ?? judged.0
    var gone: [String] = []
    request.rights = packet.lines.map(\.number).filter { number in
      if (try? row(of: number, in: run)) != nil { return true }
      gone.append(number)
      return false
    }
    request.isChosen = false
    // What is left of the term; on and after the last day the debt is due.
    if let maturity = packet.tests.last, let months = packet.request.months {
      var left = months
      while left > 1, day.adding(months: left - 1) >= maturity { left -= 1 }
      request.months = left
    }
    // Earlier versions took a term for a contribution, which has none.
    if isContribution {
      request.months = nil
      request.repayment = .bullet
    }
    guard !request.rights.isEmpty else {
      return PacketComparison(packet, now: packet, gone: gone, on: day, limits: limits)
    }
    // What is withheld cannot be asked for again: the comparison leaves alone what rests on it.
    if withheld.contains("amounts") {
      request.amount = Money(major: 1, currency: run.currency)
      request.raised = nil
    }
    if withheld.contains("names") {
      request.pledgor = nil
      request.debtor = nil
    }
    // With other draws a range would seem to have moved. A record may ask for no more than a packet takes by itself.
    let valuer = try valuer(of: run, draws: min(max(packet.head.draws ?? 10_000, 1), 10_000))
    var inputs = try PledgeInputs(
      run: run, store: store, catalogue: catalogue, valuer: valuer, policy: policy)
    inputs.documents = withheld.isEmpty ? packet.attachments.map(\.path) : packet.attachedPapers
    inputs.ownPledge = own
    inputs.maturity = packet.tests.last
    inputs.unruled = Set(packet.lines.filter { !$0.registration.isCovered }.map(\.number))
    if limits.hasNames { inputs.consents = CoOwnerConsents(packet, parties: inputs.records.parties) }
    if let gates = run.gates { PledgeGates(gates, table: run.table).apply(to: &inputs) }
    let rows = try request.rights.map { try row(of: $0, in: run) }
    let counted = Set(packet.lines.filter(\.isCounted).map(\.number))
    let now = try PacketBuilder(inputs, request: request, rows: rows)
      .packet(
        judgingTriggersOf: counted, since: packet.head.asOf, hasAmounts: !withheld.contains("amounts"))
    return PacketComparison(packet, now: now, gone: gone, limits: limits)
  }
}
