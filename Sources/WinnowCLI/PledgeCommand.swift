import ArgumentParser
import Foundation
import Winnow

/// `winnow pledge`
struct PledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pledge",
    abstract: "质押融资材料包：可登记性、价值、覆盖、风险、表单 / A financing packet that a bank can lend on.",
    discussion: """
      winnow pledge 组合 --rights A,B 或 --best-for 金额 … 等同于 winnow pledge make；winnow pledge check 核对已有的包。
      政策见 winnow models list（种类 lender-policy）；作价出资用 contribution-cn，许可收益入池用 licence-pool。
      winnow pledge PORTFOLIO … is winnow pledge make; winnow pledge check looks at a packet that is there. Policies are \
      models of the kind lender-policy; contribution-cn is for contributions in kind, licence-pool for pools.
      """,
    subcommands: [Make.self, Check.self], defaultSubcommand: Make.self)

  /// `winnow pledge make`
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make", abstract: "制作材料包 / Make a packet.",
      discussion: """
        退出码：0 完成；1 完成，但有权利不计入或尚待声明、查清，条件不满足，期内可贷价值低于债务，或有须先解决的风险；\
        2 没有足以承载的权利组合。
        Exit codes: 0 done; 1 done, with rights that do not count or that count on a statement or a fact still to be had, \
        conditions that are not met, lending value below the debt on a day of the term, or risks to be settled first; \
        2 no set of rights carries the amount.
        """)

    @OptionGroup var portfolio: PortfolioOptions

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
    var asOf: CalendarDay?

    @Option(
      name: .customLong("run"),
      help: ArgumentHelp("用数据库中第几次评审 / use this stored run.", valueName: "NUMBER"))
    var runNumber: Int64?

    @Option(
      help: ArgumentHelp(
        "分级模型；不写时用已存的评审，没有则为 bibliographic-screening / the grading model; that of the stored run when not given.",
        valueName: "ID"))
    var model: String?

    @Option(help: ArgumentHelp("权利的编号，逗号分隔 / numbers of rights, separated by commas.", valueName: "A,B"))
    var rights: String?

    @Option(
      name: .customLong("best-for"),
      help: ArgumentHelp(
        "由程序挑选足以承载该金额的权利 / choose rights that carry this amount; 500万 and 5000000 are the same.",
        valueName: "AMOUNT"))
    var bestFor: AmountArgument?

    @Option(
      help: ArgumentHelp(
        "贷款（作价、募集）金额；缺省为 --best-for 的金额 / the loan; the amount of --best-for when not given.",
        valueName: "AMOUNT"))
    var loan: AmountArgument?

    @Option(help: ArgumentHelp("期限（月） / the term in months.", valueName: "N"))
    var months: Int?

    @Option(help: ArgumentHelp("政策的名称或 YAML 文件 / the policy: its id or a YAML file.", valueName: "ID|FILE"))
    var policy = "house-cautious"

    @Option(help: "挑选的目标：件数最少或评分最好 / what is aimed at: smallest, strongest.")
    var choose: PreferenceArgument = .smallest

    @Flag(
      name: .customLong("no-spare"), help: "不要求失去任一项后仍能承载 / without spare cover for the loss of any one.")
    var noSpare = false

    @Flag(
      name: .customLong("accept-unknown"),
      help: "登记事实不详的权利也计入，并列为待查清 / count rights of which a fact of registration is not known.")
    var acceptUnknown = false

    @Option(help: "还款方式 / repayment: bullet, linear.")
    var repayment: RepaymentArgument = .bullet

    @Option(
      help: ArgumentHelp(
        "出质人名称；缺省为拥有权利的本单位 / who pledges; the unit that owns a right by default.", valueName: "NAME")
    )
    var pledgor: String?

    @Option(
      help: ArgumentHelp(
        "借款人名称；缺省为唯一的出质人 / who borrows; the only pledgor by default.", valueName: "NAME"))
    var debtor: String?

    @Option(help: ArgumentHelp("质权人名称，用于表单 / who lends, for the forms.", valueName: "NAME"))
    var lender: String?

    @Option(
      help: ArgumentHelp(
        "近几年的股权融资或补助，政策需要时 / equity or grants raised, where the policy asks.", valueName: "AMOUNT"))
    var raised: AmountArgument?

    @Option(
      help:
        "权利人类别，决定门槛和审批清单；缺省由分级模型得知 / whose rights, for gates and approvals; told by the grading model when not given: firm, central-enterprise, research-organisation."
    )
    var holder: HolderArgument?

    @Option(help: ArgumentHelp("随包附上该文件夹中的文件 / attach the files of this folder.", valueName: "DIR"))
    var attach: String?

    @Option(
      help: ArgumentHelp(
        "隐去名称、人名和单位名、金额，逗号分隔 / withhold titles, names, amounts, separated by commas.",
        valueName: "titles,names,amounts"))
    var redact: RedactionList?

    @Flag(help: "另写一个 ZIP 压缩包 / write a ZIP archive beside the folder.")
    var zip = false

    @Option(name: .shortAndLong, help: ArgumentHelp("材料包的文件夹 / the packet's folder.", valueName: "DIR"))
    var output: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
      try ReportFile.checkFolder(output)
      if (rights == nil) == (bestFor == nil) {
        throw ValidationError("给出 --rights 或 --best-for 之一 / give one of --rights and --best-for")
      }
      if bestFor == nil, loan == nil {
        throw ValidationError("--rights 需要 --loan / --rights needs --loan")
      }
      if runNumber != nil, asOf != nil {
        throw ValidationError("--run 与 --as-of 不能同时使用 / --run cannot be given together with --as-of")
      }
    }

    func run() throws {
      common.apply()
      let folder = PacketFolder(output)
      let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: folder.path)
      let workspace = opened.workspace
      let reviewed = try self.reviewed(workspace)
      let policy = try workspace.lenderPolicy(self.policy)
      let documents = try attach.map { try AttachedDocuments(folder: $0) } ?? AttachedDocuments()
      Console.progress(zh: "核对与估值 …", en: "Checking and valuing …")
      let made: MadePacket
      do {
        made = try workspace.pledgePacket(
          of: reviewed, request(reviewed.currency), policy: policy, documents: documents)
      } catch let list as ProblemList
        where list.problems.contains(where: { $0.code == .pledgeNothingCarries })
      {
        Console.endProgress()
        Console.report(list.problems)
        throw ExitCode(2)
      }
      Console.endProgress()
      Console.report(made.valuer.problems)
      let files = try workspace.packetFiles(
        made, run: reviewed, policy: policy, documents: documents, redact: redact?.chosen ?? [],
        language: common.language)
      try write(files, folder, day: reviewed.asOf)
      Console.print(
        PledgeSummaryText(made.packet, language: common.language).text(
          width: Console.width, ansi: Console.isOutputTerminal))
      Console.say(zh: "材料包：\(folder.path)", en: "Packet: \(folder.path)")
      tellDigest(files)
      tellAttachments(documents, made.packet)
      if made.packet.hasFindings { throw ExitCode(1) }
    }

    /// The digest by which whoever gets the packet knows it again: it has to go another way than the packet.
    private func tellDigest(_ files: [PacketFile]) {
      guard let manifest = files.first(where: { $0.path == PacketManifest.name }) else { return }
      let digest = SHA256Digest(of: manifest.bytes).hex
      Console.say(
        zh: "清单的 SHA-256（请用另外的途径告知收件方，用 winnow pledge check --digest 核对）：\(digest)",
        en:
          "SHA-256 of the manifest (send it another way; winnow pledge check --digest compares it): \(digest)"
      )
    }

    /// Attached files that answer no paper of the list, and files that were passed over: a slip in a name must not go
    /// unseen.
    private func tellAttachments(_ documents: AttachedDocuments, _ packet: PledgePacket) {
      let unmatched = documents.unmatched(packet)
      if !unmatched.isEmpty {
        Console.say(
          zh:
            "注意：\(unmatched.count) 个附件按名称对不上任何应备文件，只作为附件收入：\(unmatched.joined(separator: "、"))。应用的名称见“文件清单”的附件名一列",
          en:
            "Mind: \(unmatched.count) attached files answer no paper by their names and are only carried along: \(unmatched.joined(separator: ", ")). The names to use stand in the list of papers"
        )
      }
      if !documents.passedOver.isEmpty {
        Console.say(
          zh: "注意：未收入以点开头的隐藏文件：\(documents.passedOver.joined(separator: "、"))",
          en:
            "Mind: hidden files, whose names begin with a point, were passed over: \(documents.passedOver.joined(separator: ", "))"
        )
      }
    }

    /// A stored run of the as-of day, or a new look at the store where it knows more of that day by now: nothing may be
    /// lent on what has been forbidden since.
    private func asItStands(_ run: ReviewRun, _ workspace: Workspace) throws -> ReviewRun {
      Console.progress(zh: "评审 …", en: "Reviewing …")
      defer { Console.endProgress() }
      let now = try workspace.current(run)
      if now.id != run.id {
        Console.say(
          zh:
            "注意：第 \(run.id) 次评审之后有新的导入，或数据、规则有变；按数据库现有内容重新评审（不存入）。要用那次评审，加 --run \(run.id)",
          en:
            "Mind: since run \(run.id) something was imported, or data or rules have changed: the store is reviewed as it is now, and this review is not stored. For that run give --run \(run.id)"
        )
      }
      return now
    }

    /// The run of the request: the stored one that was asked for, else the latest of the as-of day where the store still
    /// says the same, else a new one of that day by the model of the latest.
    private func reviewed(_ workspace: Workspace) throws -> ReviewRun {
      if let runNumber {
        let run = try workspace.run(runNumber)
        if let model, run.gradingModel.header.id != model {
          throw ValidationError(
            "第 \(runNumber) 次评审的模型是 \(run.gradingModel.header.id) / run \(runNumber) is by the model \(run.gradingModel.header.id)"
          )
        }
        return run
      }
      let stored = try workspace.runs()
      let day = asOf ?? CommonOptions.today
      for known in stored.reversed() where known.asOf == day {
        let run = try workspace.run(known.id)
        if model == nil || run.gradingModel.header.id == model { return try asItStands(run, workspace) }
      }
      guard let latest = stored.last else {
        return try workspace.review(asOf: day, model: model ?? "bibliographic-screening")
      }
      if asOf == nil, latest.asOf != day {
        Console.say(
          zh:
            "注意：基准日为今天（\(day.iso)），而最近一次评审（第 \(latest.id) 次）的基准日是 \(latest.asOf.iso)；为今天重新评审。要用那一天，加 --as-of \(latest.asOf.iso)",
          en:
            "Mind: the as-of day is today, \(day.iso), and the latest run, number \(latest.id), is of \(latest.asOf.iso): a new review is made for today. For that day give --as-of \(latest.asOf.iso)"
        )
      }
      return try workspace.review(
        asOf: day, model: try model ?? workspace.run(latest.id).gradingModel.header.id)
    }

    private func request(_ currency: Currency) throws -> PledgeRequest {
      func money(_ argument: AmountArgument?) throws -> Money? {
        guard let argument else { return nil }
        guard let money = argument.money(currency) else {
          throw ValidationError("金额“\(argument.text)”有误 / '\(argument.text)' is no amount")
        }
        return money
      }
      let list = (rights ?? "").split(whereSeparator: { $0 == "," || $0 == "，" }).map {
        String($0).trimmingBlanks
      }.filter { !$0.isEmpty }
      let zero = Money(minorUnits: 0, currency: currency)
      var request = PledgeRequest(rights: list, amount: try money(bestFor ?? loan) ?? zero, months: months)
      if let loan = try money(loan) { request.amount = loan }
      // The set must carry the larger of the two.
      if let best = try money(bestFor), best.minorUnits > request.amount.minorUnits { request.amount = best }
      request.isChosen = bestFor != nil
      request.preference = choose == .smallest ? .smallest : .strongest
      request.needsSpare = !noSpare
      request.acceptsUnknown = acceptUnknown
      request.repayment = repayment == .bullet ? .bullet : .linear
      request.pledgor = pledgor
      request.debtor = debtor
      request.lender = lender
      request.holder = holder?.holder
      request.raised = try money(raised)
      return request
    }

    private func write(_ files: [PacketFile], _ folder: PacketFolder, day: CalendarDay) throws {
      let archive = folder.path + ".zip"
      let head = FileHandle(forReadingAtPath: archive).flatMap { try? $0.read(upToCount: 4) }
      if zip, FileManager.default.fileExists(atPath: archive), head != Data([0x50, 0x4B, 3, 4]) {
        throw ProblemList(
          Problem(
            .unwritableFile, at: Place(file: archive), zh: "已有同名文件，而它不是 ZIP",
            en: "A file of this name is there, and it is no ZIP",
            remedy: BilingualText(zh: "移走它，或换一个 --output", en: "Move it away, or choose another --output")))
      }
      try folder.write(files)
      guard zip else {
        if FileManager.default.fileExists(atPath: archive) {
          Console.say(
            zh: "注意：旧的 \(archive) 仍在，内容是以前的材料包（未按这次的 --redact 隐去）",
            en: "Mind: \(archive) of an earlier packet is still there, without what --redact withholds now")
        }
        return
      }
      let stem = (folder.path as NSString).lastPathComponent
      try ReportFile.whole(folder.path + ".zip") { temporary in
        try ZipWriter.make(files.map { (stem + "/" + $0.path, $0.bytes) }, day: day, at: temporary)
      }
    }
  }

  /// `winnow pledge check`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "核对材料包是否原样，并与今日数据比较 / Verify a packet, and compare it with today's data.",
      discussion: """
        给出组合时，用今日数据回答同一请求并列出变化。隐去了部分内容的包只比较能比较的，并说明什么没有比较；自备政策不在包内时用 --policy \
        给出。包被改动时退出码为 65；有不利变化时为 1。
        With a portfolio the same request is answered from today's data, and the changes are listed. Of a packet with parts \
        withheld what can be compared is, and the rest is named; --policy gives a policy of one's own that is not in it. \
        Exit code 65 when the packet was altered, 1 when something got worse.
        """)

    @Argument(help: ArgumentHelp("材料包的文件夹 / the packet's folder.", valueName: "packet"))
    var packet: String

    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String?

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("比较的日期，缺省为今天 / the day of the comparison; today when not given.", valueName: "DAY"))
    var asOf: CalendarDay?

    @Option(
      help: ArgumentHelp(
        "制作包时的政策文件，包内没有时需要 / the policy's file, where it is not in the packet.", valueName: "FILE"))
    var policy: String?

    @Option(
      help: ArgumentHelp(
        "贷款人名称，包内没有时用来认出本笔质押的登记 / who lends, to know this loan's own pledge where the packet does not name the lender.",
        valueName: "NAME"))
    var lender: String?

    @Option(
      help: ArgumentHelp(
        "从别处收到的摘要，与本包核对 / a digest that came by another way, to be compared with this packet.",
        valueName: "SHA256"))
    var digest: String?

    @Option(help: "结果的形式 / form of the result: table, json.")
    var format: CheckFormat = .table

    @OptionGroup var common: CommonOptions

    /// The result as JSON.
    private struct Result: Encodable {
      var schema = "winnow.pledge-check/1"
      /// Whether every byte is as it was made, as far as it was compared.
      let isWhole: Bool
      /// What the manifest says is withheld.
      let withheld: [String]
      /// What differs.
      let problems: [Problem]
      /// What was looked at in the packet itself; null where it cannot be read.
      let examination: PacketExamination?
      /// What has changed in the store; null without a store.
      let comparison: PacketComparison?
    }

    private func show(
      _ problems: [Problem], _ withheld: [String], _ examination: PacketExamination?,
      _ comparison: PacketComparison?
    ) throws {
      guard format == .json else { return }
      Console.print(
        bytes: try PacketJSON.encode(
          Result(
            isWhole: problems.isEmpty, withheld: withheld, problems: problems, examination: examination,
            comparison: comparison)))
    }

    func run() throws {
      common.apply()
      let folder = PacketFolder(packet)
      guard FileManager.default.fileExists(atPath: folder.path) else {
        throw ProblemList(
          Problem(
            .noSuchFile, at: Place(file: folder.path), zh: "没有这个文件夹", en: "There is no such folder",
            remedy: BilingualText(zh: "检查路径", en: "Check the path")))
      }
      let withheld = ((try? folder.manifest().withheld) ?? []).sorted()
      let examination: PacketExamination
      do { examination = try Workspace.examine(folder, digest: digest) } catch let list as ProblemList {
        try show(list.problems, withheld, nil, nil)
        throw list
      }
      tell(examination, withheld)
      guard examination.problems.isEmpty else {
        try show(examination.problems, withheld, examination, nil)
        throw ProblemList(examination.problems)
      }
      guard let store else {
        try show([], withheld, examination, nil)
        if examination.isInDoubt { throw ExitCode(1) }
        return
      }
      let made = try folder.packet()
      let workspace = try Workspace.open(at: store, create: false, models: common.models)
      let comparison = try workspace.compare(
        made, policy: try usedPolicy(workspace, folder), asOf: asOf ?? CommonOptions.today,
        withheld: withheld, lender: lender)
      switch format {
      case .table:
        Console.print(
          PacketComparisonText(comparison, language: common.language).text(
            width: Console.width, ansi: Console.isOutputTerminal))
      case .json: try show([], withheld, examination, comparison)
      }
      if comparison.isWorse || examination.isInDoubt { throw ExitCode(1) }
    }

    /// Says what was compared, what was not, and the digest to compare with one that came another way.
    private func tell(_ examination: PacketExamination, _ withheld: [String]) {
      if examination.problems.isEmpty {
        Console.say(zh: "已核对，一致：", en: "Compared, and in agreement:")
        for text in examination.compared { Console.say(zh: "  + \(text.zh)", en: "  + \(text.en)") }
      }
      if !examination.notCompared.isEmpty {
        Console.say(zh: "未核对：", en: "Not compared:")
        for text in examination.notCompared { Console.say(zh: "  - \(text.zh)", en: "  - \(text.en)") }
      }
      Console.say(
        zh: "清单的 SHA-256：\(examination.digest)", en: "SHA-256 of the manifest: \(examination.digest)")
      if !withheld.isEmpty {
        Console.say(
          zh: "包内隐去：\(withheld.joined(separator: "、"))",
          en: "Withheld in it: \(withheld.joined(separator: ", "))")
      }
    }

    /// The policy of the packet: the file given, else the one in the packet; nil where neither is there.
    private func usedPolicy(_ workspace: Workspace, _ folder: PacketFolder) throws -> LenderPolicy? {
      if let policy { return try workspace.lenderPolicy(policy) }
      guard try folder.manifest().files.contains(where: { $0.path == PacketFolder.policy }) else {
        return nil
      }
      let text = String(decoding: try folder.file(PacketFolder.policy), as: UTF8.self)
      return try Workspace.lenderPolicy(text: text, path: PacketFolder.policy)
    }
  }
}
