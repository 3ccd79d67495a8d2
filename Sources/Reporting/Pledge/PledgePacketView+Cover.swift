import PledgeFinance
import PortfolioCore

extension PledgePacketView {
  // MARK: Cover

  var coverPage: ReportPage {
    ReportPage(
      id: "cover", title: say("封面与结论", "Cover and result"),
      sections: [resultSection, conditionSection, policySection] + [choiceSection].compactMap { $0 })
  }

  /// The result in a few sentences: what carries the amount, and everything that stands in the way.
  var verdict: [String] {
    let totals = packet.totals
    let least = packet.cover.compactMap(\.cover).min()
    let blocked = packet.lines.filter { !$0.isCounted }.count
    guard totals.counted > 0 else {
      return [
        say(
          "目前没有一项权利可计入：\(blocked) 项均有障碍或缺少价值依据，见下。",
          "No right counts at present: each of the \(blocked) has a hindrance or lacks a value. See below.")
      ]
    }
    let cover = least.map { Percent.text($0) } ?? wording.dash
    var sentences = [
      say(
        "\(totals.rights) 项权利中 \(totals.counted) 项可计入，\(words.carried.zh) \(moneyText(totals.lending))；\(leastSays.zh) \(cover)。",
        "\(totals.counted) of \(totals.rights) rights count, with a \(words.carried.en) of \(moneyText(totals.lending)); \(leastSays.en) is \(cover)."
      )
    ]
    sentences += [openSentence, conditionSentence, shortSentence].compactMap { $0 }
    return sentences
  }

  /// What the least cover is of: of one day where there is no term.
  private var leastSays: BilingualText {
    packet.tests.count > 1
      ? BilingualText(zh: "各检验日最低覆盖", en: "the least cover of all test days")
      : BilingualText(zh: "覆盖", en: "the cover")
  }

  /// The one rule of rounding, as the page says it.
  var rounding: BilingualText {
    BilingualText(
      zh:
        "凡作为计算依据的金额（价值、计算基础、\(words.carried.zh)）一律向下取整到元，覆盖向下取到 0.01%，因此总数等于所列各项之和；逐年表和模拟只供说明，四舍五入显示，其各行之和与价值可差几元。",
      en:
        "Every amount that is relied on (values, basis, \(words.carried.en)) is rounded down to whole units and cover down to 0.01 %, so that sums are those of the lines shown. Tables by year and simulations explain; they are shown to the nearest unit, and their lines may differ from the value by a few units."
    )
  }

  /// The result without rights that count on a statement or a fact still to be had; nil where there is none.
  var openSentence: String? {
    guard let open = packet.withoutOpen else { return nil }
    let today = open.cover.first.flatMap { $0 }.map { Percent.text($0) } ?? wording.dash
    let least = open.leastCover.map { Percent.text($0) } ?? wording.dash
    let why = [
      open.needStatement.isEmpty
        ? nil
        : say(
          "待当事人声明：\(wording.list(open.needStatement))",
          "a statement of the parties: \(wording.list(open.needStatement))"
        ),
      open.notEstablished.isEmpty
        ? nil
        : say(
          "登记事实待查清：\(wording.list(open.notEstablished))",
          "a fact of registration: \(wording.list(open.notEstablished))"),
      open.unsettled.map {
        say("见风险清单：\(wording.list($0))", "to be settled, see the risks: \(wording.list($0))")
      },
    ].compactMap { $0 }.joined(separator: say("；", "; "))
    return say(
      "其中 \(open.rights.count) 项尚未落实（\(why)）；不计这些，\(words.carried.zh) \(moneyText(open.lending))，今日覆盖 \(today)，各检验日最低 \(least)。",
      "\(open.rights.count) of them still lack something (\(why)); without these the \(words.carried.en) is \(moneyText(open.lending)), cover today \(today), the least \(least)."
    )
  }

  /// Whether the policy's conditions hold, with the days that they look at.
  private var conditionSentence: String? {
    let open = packet.conditions.filter { $0.state != .met }
    guard open.isEmpty else {
      let names = open.map { say($0.title) }.joined(separator: say("；", "; "))
      return say(
        "政策条件不满足或无法判断：\(names)。", "Conditions of the policy that are not met or cannot be judged: \(names).")
    }
    guard !packet.conditions.isEmpty else { return nil }
    guard packet.shortDays.isEmpty, packet.withoutOpen == nil else {
      return say(
        "政策所列条件按其所看的日期满足；这不等于没有问题。",
        "The policy's own conditions hold on the days that it looks at, which does not mean that all is well."
      )
    }
    return say("政策各项条件均满足。", "All conditions of the policy are met.")
  }

  /// Every test day on which lending value is less than the debt; nil where there is none.
  var shortSentence: String? {
    let short = packet.shortDays
    guard !short.isEmpty else { return nil }
    let days = short.map { "\($0.day.iso) \($0.cover.map { Percent.text($0) } ?? wording.dash)" }
    return say(
      "\(words.carried.zh)低于\(words.owed.zh)的检验日：\(wording.list(days))。\(words.remedy.zh)。",
      "\(words.carriedHead.en) is less than \(words.owed.en) on: \(wording.list(days)); \(words.remedy.en)."
    )
  }

  private var resultSection: ReportSection {
    let request = packet.request
    let totals = packet.totals
    var cards = [
      ReportCard(say(PledgeWords.amount(packet.policy.purpose)), moneyText(request.amount.minorUnits)),
      ReportCard(
        say("计入的权利", "Rights that count"), "\(totals.counted) / \(totals.rights)"),
      ReportCard(
        say("计算基础", "Basis"), moneyText(totals.basis),
        note: say(PledgeWords.premise(packet.policy.premise)) + say("，", ", ")
          + say(PledgeWords.rangeCase(packet.policy.rangeCase))),
      ReportCard(say(words.carriedHead), moneyText(totals.lending)),
    ]
    if let first = packet.cover.first {
      cards.append(
        ReportCard(
          say("今日覆盖", "Cover today"), first.cover.map { PledgePacketView.percent($0) } ?? wording.dash,
          note: say("\(words.carried.zh) ÷ \(words.owed.zh)", "\(words.carried.en) over \(words.owed.en)")))
    }
    if packet.cover.count > 1, let last = packet.cover.last {
      cards.append(
        ReportCard(
          say("到期日覆盖", "Cover at maturity"),
          last.cover.map { PledgePacketView.percent($0) } ?? wording.dash, note: last.day.iso))
    }
    if let open = packet.withoutOpen {
      cards.append(
        ReportCard(
          say("今日覆盖（不计未落实的）", "Cover today, without open rights"),
          open.cover.first.flatMap { $0 }.map { Percent.text($0) } ?? wording.dash,
          note: say("未落实 \(open.rights.count) 项", "open: \(open.rights.count)")))
    }
    var blocks: [ReportBlock] =
      [.paragraph(say(AssetValueView.disclaimer))] + verdict.map { .paragraph($0) } + [.cards(cards)]
    var facts: [[ReportTable.Cell]] = []
    func fact(_ zh: String, _ en: String, _ value: String) { facts.append([cell(say(zh, en)), cell(value)]) }
    fact("金额", "Amount", moneyText(request.amount.minorUnits))
    if let months = request.months {
      fact(
        "期限", "Term",
        say(
          "\(months) 个月，至 \(packet.tests.last?.iso ?? "")",
          "\(months) months, to \(packet.tests.last?.iso ?? "")"))
      fact(
        "还款", "Repayment",
        request.repayment == .bullet ? say("到期一次", "all at maturity") : say("每年等额", "equal parts, yearly"))
    }
    let pledgors = Set(packet.lines.compactMap(\.pledgor)).sorted()
    fact(
      words.giver.zh, words.giver.en,
      pledgors.isEmpty ? say("待确认", "to be confirmed") : namedList(pledgors))
    if isPledge, request.debtor != nil || pledgors.count > 1 {
      fact("借款人", "Borrower", request.debtor.map { named($0) } ?? say("待填", "to be filled in"))
    }
    fact(
      words.taker.zh, words.taker.en, request.lender.map { named($0) } ?? say("待填", "to be filled in"))
    fact(
      "权利", "Rights",
      request.isChosen
        ? say("由程序为该金额挑选", "chosen by the program for the amount") : say("由申请人指定", "named by the applicant"))
    fact("记录 packet.json 的 SHA-256", "SHA-256 of the record packet.json", digest)
    blocks.append(
      table("deal", "交易要点", "The deal", [column("项目", "Item"), column("内容", "What", .long)], facts))
    blocks.append(
      .paragraph(
        say(
          "收到本包后，用 winnow pledge check 文件夹 --digest 摘要 核对。摘要（本页这一个，或出包时屏幕显示的清单摘要）须从另外的途径得到：随包而来的摘要证明不了什么。",
          "On receipt, check with: winnow pledge check FOLDER --digest SHA256. The digest, this one or that of the manifest which the program said, has to come another way than the packet: one that came with it proves nothing."
        )))
    let stopping = packet.risks.filter(\.isStopping)
    if !stopping.isEmpty {
      blocks.append(.paragraph(say("须先解决：", "To be settled first:")))
      blocks.append(
        .list(stopping.map { ($0.right.isEmpty ? "" : $0.right + say("：", ": ")) + say($0.text) }))
    }
    return section("result", "结论", "Result", blocks)
  }

  private var conditionSection: ReportSection {
    let rows = packet.conditions.map { condition in
      (
        cells: [cell(condition.title), cell(PledgeWords.state(condition.state)), cell(condition.reason)],
        source: condition.source
      )
    }
    return section(
      "conditions", "政策条件", "Conditions of the policy",
      rows.isEmpty
        ? [.paragraph(say("政策没有对整笔交易的条件。", "The policy has no conditions on the deal as a whole."))]
        : sourced(
          "conditions", "政策条件", "Conditions of the policy",
          [column("条件", "Condition", .long), column("结果", "Result"), column("数据", "Figures", .long)], rows)
    )
  }

  private var policySection: ReportSection {
    let policy = packet.policy
    var blocks: [ReportBlock] = [
      .paragraph(
        say(
          "计算基础：\(PledgeWords.premise(policy.premise).zh)的\(PledgeWords.rangeCase(policy.rangeCase).zh)"
            + (policy.haircut.map { "，在用价值扣减 \(PledgePacketView.percent($0))" } ?? "")
            + "。\(words.carried.zh) = 计算基础 × \(words.ratio.zh)。\(rounding.zh)",
          "Basis: \(PledgeWords.premise(policy.premise).en), \(PledgeWords.rangeCase(policy.rangeCase).en)"
            + (policy.haircut.map { ", \(PledgePacketView.percent($0)) off the value in use" } ?? "")
            + ". \(words.carriedHead.en) = basis × \(words.ratio.en.lowercased()). \(rounding.en)"))
    ]
    blocks += sourced(
      "kinds", "接受的种类与\(words.ratio.zh)", "Kinds that are taken",
      [column("种类", "Kind"), column(words.ratio.zh, words.ratio.en, .number)],
      policy.kinds.map { line in
        (cells: [cell(ReportWords.kind(line.kind)), percent(line.loanToValue)], source: line.source)
      })
    if let conversion = policy.conversion { blocks.append(.paragraph(say(conversion))) }
    if !policy.remarks.isEmpty { blocks.append(.list(policy.remarks.map { say($0.text) })) }
    return section("policy", words.policy.zh, words.policy.en, blocks)
  }

  /// Why a contribution keeps nothing in spare; empty for every other use.
  private var noSpare: BilingualText {
    packet.policy.purpose == .contribution
      ? BilingualText(
        zh: "；不留备用：出资一次到位，权利归公司",
        en: "; no spare is kept, for what is contributed belongs to the company and is given once")
      : BilingualText(zh: "", en: "")
  }

  private var choiceSection: ReportSection? {
    guard let choice = packet.choice else { return nil }
    let preference =
      packet.request.preference == .smallest
      ? say("件数最少", "the fewest rights") : say("评分最好", "the best grades")
    let spare =
      packet.request.needsSpare
      ? BilingualText(
        zh: "，且失去任何一项（连同其同族）后仍能承载",
        en: ", still carrying the amount when any one is lost with its family") : noSpare
    let result = PledgeWords.choice(choice.status)
    var blocks: [ReportBlock] = [
      .paragraph(
        say(
          "目标：\(preference)\(spare.zh)。\(result.zh)；从 \(choice.candidates) 项中选出 \(choice.numbers.count) 项。",
          "Aim: \(preference)\(spare.en). Result: \(result.en); \(choice.numbers.count) were chosen of \(choice.candidates)."
        ))
    ]
    if choice.leftOut > 0 {
      blocks.append(
        .paragraph(
          say(
            "另有 \(choice.leftOut) 项\(words.carried.zh)最低的未参加挑选。",
            "\(choice.leftOut) more with the least \(words.carried.en) took no part in the search.")))
    }
    if !choice.broken.isEmpty { blocks.append(.list(choice.broken.map { say($0) })) }
    return section("choice", "权利的挑选", "How the rights were chosen", blocks)
  }

  // MARK: Registration

  var registrationPage: ReportPage {
    var sections: [ReportSection] = []
    let covered = packet.lines.filter(\.registration.isCovered)
    let numbers = covered.first?.registration.cases.map(\.number) ?? []
    if covered.isEmpty {
      sections.append(
        section(
          "registration", isPledge ? "可登记性" : "权利核对",
          isPledge ? "Whether it can be registered" : "Check of the rights",
          [
            .paragraph(
              say(
                packet.policy.hasRules == false
                  ? "这个政策没有指定登记规则，因此未逐项核对登记情形；不计入的原因见下。"
                  : isPledge ? "政策不要求，或没有一项权利适用所收录的登记规则。" : "政策不要求，或没有一项权利适用所收录的规则。",
                packet.policy.hasRules == false
                  ? "The policy names no rules of registration, so no case of registration was looked at; why a right does not count stands below."
                  : "The policy does not ask, or no right falls under the rules on file."))
          ]))
      if packet.lines.contains(where: { !$0.isCounted }) { sections.append(openCases(covered)) }
    } else {
      let rows = packet.lines.map { line -> [ReportTable.Cell] in
        var together =
          line.registration.isCovered
          ? PledgeWords.outcome(line.registration.outcome, for: packet.policy.purpose)
          : BilingualText(zh: "不适用", en: "not covered")
        // What is clear here may still not count: a gate, or no value.
        if line.registration.isCovered, line.registration.outcome == .clear, !line.isCounted {
          together = BilingualText(zh: together.zh + "，但不计入", en: together.en + ", but does not count")
        }
        let signs = numbers.map { number -> ReportTable.Cell in
          line.registration.cases.first { $0.number == number }.map { cell(PledgeWords.sign($0.outcome)) }
            ?? dash()
        }
        return [cell(line.number), cell(together)] + signs
      }
      sections.append(
        section(
          "registration", isPledge ? "可登记性一览" : "核对一览",
          isPledge ? "Whether each can be registered" : "Each right in short",
          [
            table(
              "cases", "逐项核对", "Case by case",
              [column("权利", "Right", .code), column("合计", "Together")]
                + numbers.map { ReportTable.Column(String($0), .code) }, rows),
            .paragraph(
              isPledge
                ? say(
                  "✓ 通过　✗ 不予登记　S 需当事人声明　D 需补文件　? 待查清　H 人工核对。序号为登记办法所列情形：",
                  "✓ clear, ✗ blocked, S needs a statement, D needs a paper, ? to be established, H by hand. The numbers are those of the measures:"
                )
                : say(
                  "✓ 通过　✗ 有障碍　S 需声明　D 需补文件　? 待查清　H 人工核对。序号沿用专利权质押登记规则，只列适用的情形：",
                  "✓ clear, ✗ blocked, S needs a statement, D needs a paper, ? to be established, H by hand. The numbers are those of the measures on pledges of patents, as far as they matter here:"
                )),
            .list((covered.first?.registration.cases ?? []).map { "\($0.number)  " + say($0.title) }),
          ]))
      sections.append(openCases(covered))
    }
    return ReportPage(
      id: "registration",
      title: isPledge ? say("可登记性", "Registrability") : say("权利核对", "Check of the rights"),
      sections: sections)
  }

  // MARK: Rights

  var rightsPage: ReportPage {
    let rows = packet.lines.map { line -> [ReportTable.Cell] in
      [
        cell(line.number), line.officialNumbers.map { cell($0) } ?? dash(), cell(line.title),
        line.kind.map { cell(ReportWords.kind($0)) } ?? dash(),
        line.status.map { cell(ReportWords.status($0)) } ?? dash(), day(line.filingDay), day(line.grantDay),
        day(line.termEnd), line.family.map { cell($0) } ?? dash(), line.grade.map { cell($0) } ?? dash(),
        cell(line.isCounted ? say("计入", "yes") : say("不计", "no")),
      ]
    }
    let excluded = packet.lines.filter { !$0.isCounted }
    var blocks: [ReportBlock] = [
      table(
        "rights", "权利清单", "List of rights",
        [
          column("权利", "Right", .code), column("申请号 / 公告号", "Application / publication", .code),
          column("名称", "Title", .long), column("种类", "Kind"),
          column("状态", "Status"), column("申请日", "Filed", .code), column("授权日", "Granted", .code),
          column("届满日", "Term ends", .code), column("同族", "Family"), column("级", "Grade"),
          column("计入", "Counts"),
        ], rows)
    ]
    if !excluded.isEmpty {
      blocks.append(.paragraph(say("不计入的权利及原因：", "Rights that do not count, and why:")))
      blocks.append(
        table(
          "excluded", "不计入的权利及原因", "Rights that do not count, and why",
          [column("权利", "Right", .code), column("原因", "Why", .long)],
          excluded.map { line in
            [cell(line.number), cell(line.exclusions.map { say($0) }.joined(separator: say("；", "; ")))]
          }))
    }
    return ReportPage(
      id: "collateral", title: say("权利", "Rights"),
      sections: [section("rights", "权利清单", "List of rights", blocks)])
  }
}
