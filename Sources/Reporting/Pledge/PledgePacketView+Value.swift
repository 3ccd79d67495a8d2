import PledgeFinance
import PortfolioCore

extension PledgePacketView {
  // MARK: Value and cover

  var valuePage: ReportPage {
    ReportPage(
      id: "values", title: say("价值与覆盖", "Value and cover"),
      sections: [
        valueSection, lendingSection, missingSection, coverSection, stressSection,
        isPledge ? rubricSection : nil,
      ].compactMap { $0 })
  }

  private var valued: [CollateralLine] { packet.lines.filter { $0.value != nil } }

  private var valueSection: ReportSection {
    guard !valued.isEmpty else {
      return section(
        "values", "价值", "Value",
        [
          .paragraph(
            say(
              "没有一项权利有可依据的价值；缺什么见下。",
              "No right has a value by the methods that are relied on; what is missing stands below."))
        ])
    }
    func cells(_ inUse: AmountRange, _ orderly: AmountRange, _ forced: AmountRange) -> [ReportTable.Cell] {
      guard !isContracted else { return [money(inUse.base)] }
      let ranges: [AmountRange] = showsSales ? [inUse, orderly, forced] : [inUse]
      return ranges.flatMap { range -> [ReportTable.Cell] in
        [money(range.low), money(range.base), money(range.high)]
      }
    }
    let rows = valued.compactMap { line -> [ReportTable.Cell]? in
      guard let value = line.value else { return nil }
      let mark = line.isCounted ? "" : "*"
      return [cell(line.number + mark)] + cells(value.inUse, value.orderly, value.forced)
    }
    let totals = packet.totals
    let leftOut: [ReportBlock] =
      valued.allSatisfy(\.isCounted)
      ? [] : [.paragraph(say("* 不计入，不在合计之内。", "* Does not count and is not in the sum."))]
    return section(
      "values", "价值（\(unit)）", "Value (\(unit))",
      [
        table(
          "values", isPledge ? "各前提下的价值" : "价值", isPledge ? "Value by premise" : "Value",
          [column("权利", "Right", .code)] + valueColumns, rows,
          total: [cell(say("计入合计", "Sum that counts"))]
            + cells(totals.inUse, totals.orderly, totals.forced)),
        .paragraph(
          isContracted
            ? say(
              "只计在期许可合同记有的费用，至合同终止日或权利届满日（取早者），按政策的年折现率折现；合同已定，没有区间。各合同见估值单。",
              "Only fees that running contracts state count, to the contract's last day or the end of the right's term, whichever is earlier, discounted at the policy's yearly rate. They are agreed, so there is no range. The contracts stand on the valuation sheets."
            )
            : say(
              "低、高为模拟的第 10、90 百分位；低值之和低于和的低值。收入归属合计不超过 100%，同一收入不重复计算。各方法的参数见估值单。",
              "Low and high are the 10th and 90th percentile of a simulation; a sum of lows lies below the low of the sum. Attributed revenue never counts twice. Inputs stand on the valuation sheets."
            )),
      ] + leftOut)
  }

  /// The columns of the table of values: by premise and case where a lender may have to sell.
  private var valueColumns: [ReportTable.Column] {
    guard !isContracted else {
      return [column("合同许可费现值", "Present value of contracted fees", .number)]
    }
    let inUse = [
      column("在用 低", "In use, low", .number), column("基准", "base", .number), column("高", "high", .number),
    ]
    guard showsSales else { return inUse }
    return inUse + [
      column("有序出售 低", "Orderly, low", .number), column("基准", "base", .number),
      column("高", "high", .number), column("强制出售 低", "Forced, low", .number),
      column("基准", "base", .number), column("高", "high", .number),
    ]
  }

  private var lendingSection: ReportSection {
    let counted = packet.lines.filter(\.isCounted)
    guard !counted.isEmpty else {
      return section(
        "lending", words.carriedHead.zh, words.carriedHead.en,
        [.paragraph(say("没有权利计入。", "No right counts."))])
    }
    let rows = counted.map { line in
      [
        cell(line.number),
        cell((line.value?.parts ?? []).map { say($0.title) }.joined(separator: say("、", ", "))),
        money(line.value?.basis), percent(line.loanToValue), money(line.lending(on: 0)),
      ]
    }
    return section(
      "lending", "\(words.carriedHead.zh)（\(unit)）", "\(words.carriedHead.en) (\(unit))",
      [
        table(
          "lending", "计算基础 × \(words.ratio.zh)", "Basis × \(words.ratio.en.lowercased())",
          [
            column("权利", "Right", .code), column("依据的方法", "Methods relied on", .long),
            column("计算基础", "Basis", .number), column(words.ratio.zh, words.ratio.en, .number),
            column(words.carriedHead.zh, words.carriedHead.en, .number),
          ], rows,
          total: [
            cell(say("合计", "Sum")), cell(""), money(packet.totals.basis), cell(""),
            money(packet.totals.lending),
          ])
      ])
  }

  private var missingSection: ReportSection? {
    let missing = packet.lines.filter { !$0.missing.isEmpty }
    let weak = valued.filter { $0.evidence.contains { !$0.isShown } }
    guard !missing.isEmpty || !weak.isEmpty else { return nil }
    var blocks: [ReportBlock] = []
    if !missing.isEmpty {
      blocks.append(.paragraph(say("没有价值的权利：", "Rights without a value:")))
      blocks.append(
        table(
          "missing", "没有价值的权利，缺什么", "Rights without a value, and what is missing",
          [column("权利", "Right", .code), column("缺少", "Missing", .long)],
          missing.map { line in
            [cell(line.number), cell(line.missing.map { say($0) }.joined(separator: say("；", "; ")))]
          }))
    }
    if !weak.isEmpty {
      blocks.append(
        .paragraph(
          say(
            isContracted ? "有价值但依据尚不能示明：" : "有价值但依据尚不能示明（区间已因此放宽）：",
            isContracted
              ? "Rights with a value, and grounds that cannot be shown yet:"
              : "Rights with a value, and grounds that cannot be shown yet (they widen the range):")))
      blocks.append(
        table(
          "evidence", "有价值但尚不能示明的依据", "Grounds of value that cannot be shown yet",
          [column("权利", "Right", .code), column("不能示明", "Cannot be shown", .long)],
          weak.map { line in
            [
              cell(line.number),
              cell(
                line.evidence.filter { !$0.isShown }.map { say($0.text) }.joined(separator: say("；", "; "))),
            ]
          }))
    }
    return section("missing", "缺少的依据", "What is missing", blocks)
  }

  private var coverSection: ReportSection {
    let open = packet.withoutOpen
    let rows = packet.cover.enumerated().map { test, point -> [ReportTable.Cell] in
      var cells: [ReportTable.Cell] = [
        day(point.day), money(point.outstanding), money(point.basis), money(point.lending),
        percent(point.cover),
      ]
      if let open { cells.append(percent(open.cover.indices.contains(test) ? open.cover[test] : nil)) }
      cells.append(percent(point.loanToValue))
      if showsSales { cells += [money(point.forced), percent(point.forcedCover)] }
      if hasTerm { cells.append(point.annuities.map { money($0) } ?? dash()) }
      return cells
    }
    var columns: [ReportTable.Column] = [
      column("日期", "Day", .code), column(words.owedHead.zh, words.owedHead.en, .number),
      column("计算基础", "Basis", .number),
      column(words.carriedHead.zh, words.carriedHead.en, .number), column("覆盖", "Cover", .number),
    ]
    if open != nil { columns.append(column("不计未落实的", "without open rights", .number)) }
    columns.append(column("\(words.owedHead.zh) ÷ 基础", "\(words.owedHead.en) over basis", .number))
    if showsSales {
      columns += [column("强制出售", "Forced sale", .number), column("强制覆盖", "Forced cover", .number)]
    }
    if hasTerm { columns.append(column("至下一日年费", "Annuities to the next", .number)) }
    var blocks: [ReportBlock] = [openSentence, shortSentence].compactMap { $0 }.map { .paragraph($0) }
    blocks.append(
      table(
        "cover", hasTerm ? "今日及期内各检验日" : "今日", hasTerm ? "Today and on each test day" : "Today",
        columns, rows))
    return section("cover", "覆盖（\(unit)）", "Cover (\(unit))", blocks + coverNotes + rightCoverTable)
  }

  /// How to read the table of cover: without a term there is nothing to say of later days.
  private var coverNotes: [ReportBlock] {
    guard hasTerm else {
      return [
        .paragraph(
          say(
            "覆盖 = \(words.carried.zh) ÷ \(words.owed.zh)，向下取整；\(words.owed.zh) ÷ 基础向上取整。",
            "Cover = \(words.carried.en) over \(words.owed.en), rounded down; \(words.owed.en) over basis is rounded up."
          ))
      ]
    }
    return [
      .paragraph(
        say(
          "覆盖 = \(words.carried.zh) ÷ \(words.owed.zh)，向下取整；\(words.owed.zh) ÷ 基础向上取整。期内价值只按剩余收益下降，上升不计；已届满的权利计零。检验日前已到期的年费视为已缴，不再压低当年余下的价值。年费为其时计入权利的应缴额，不知金额的未计。各项权利所占覆盖分别向下取整，之和可比合计低 0.01% 的几倍。",
          "Cover = \(words.carried.en) over \(words.owed.en), rounded down; \(words.owed.en) over basis is rounded up. Values fall with the income that is left; a rise is not counted, and a right whose term has ended counts nothing. Annuities that fell due before a test day are taken as paid and lower the rest of that year no more. Annuities are those of rights that count; unknown amounts are left out. The parts of single rights are each rounded down and may add up to a few hundredths of a percent less than the total."
        )),
      .paragraph(
        isContracted
          ? say(
            "各检验日的价值是今日在期合同届时尚未到付的费用按同一折现率计的现值；其间新订、续订的合同不计。",
            "The value on a test day is that of the fees of today's contracts still to come, at the same rate; contracts made or renewed in between do not count."
          )
          : say(
            "各检验日的价值是今日估值中届时仍剩余的部分，不是届时的重新估值：届时重估会以当时的收入、登记册和折现率从头起算寿命与衰减，两者不会相等。",
            "The value on a test day is what is then left of today's valuation, not a new one: a valuation made on that day starts life and decay afresh from the revenue, the register and the rate of that day, so the two will differ."
          )),
    ]
  }

  /// The test days of the table right by right: a long term shows the first, the last and some between.
  private var shownTests: [Int] {
    let count = packet.cover.count
    guard count > 7 else { return Array(0..<count) }
    let step = (count + 4) / 5
    return Array(stride(from: 0, to: count - 1, by: step)) + [count - 1]
  }

  /// What each right carries on each test day, beside the total; none where nothing counts.
  private var rightCoverTable: [ReportBlock] {
    let counted = packet.lines.filter(\.isCounted)
    guard !counted.isEmpty, !packet.cover.isEmpty else { return [] }
    let owed = packet.cover.map(\.outstanding)
    func part(_ amount: Int64, _ test: Int) -> Int? {
      owed[test] > 0 ? Int(min(Int128(amount) * 10_000 / Int128(owed[test]), Int128(Percent.most))) : nil
    }
    func row(_ head: String, _ lending: [Int64], _ covers: [Int?]) -> [ReportTable.Cell] {
      let least = covers.contains { $0 == nil } ? nil : covers.compactMap { $0 }.min()
      return [cell(head)] + shownTests.map { money(lending[$0]) } + [percent(covers.first ?? nil)]
        + (packet.cover.count > 1 ? [percent(least)] : [])
    }
    let tests = packet.cover.indices
    let title = BilingualText(
      zh: "各项权利：\(words.carried.zh)与所占覆盖",
      en: "Right by right: \(words.carried.en), and its part of the cover")
    let rights = table(
      "cover-rights", title.zh, title.en,
      [column("权利", "Right", .code)]
        + shownTests.map { ReportTable.Column(packet.cover[$0].day.iso, .number) }
        + [column("今日覆盖", "Cover today", .number)]
        + (packet.cover.count > 1 ? [column("最低覆盖", "Least cover", .number)] : []),
      counted.map { line in
        let lending = tests.map { line.lending(on: $0) }
        return row(line.number, lending, tests.map { part(lending[$0], $0) })
      },
      total: row(say("合计", "Total"), packet.cover.map(\.lending), packet.cover.map(\.cover)))
    return [.paragraph(say(title)), rights]
  }

  private var stressSection: ReportSection {
    let rows = packet.stress.map { line -> [ReportTable.Cell] in
      var cells: [ReportTable.Cell] = [
        cell(line.title), money(line.lendingAtStart), percent(line.coverAtStart),
      ]
      if hasTerm { cells += [percent(line.leastCover), day(line.leastOn)] }
      return cells
    }
    var columns: [ReportTable.Column] = [
      column("冲击", "Shock", .long),
      column("今日\(words.carried.zh)", "\(words.carriedHead.en) today", .number),
      column("今日覆盖", "Cover today", .number),
    ]
    if hasTerm { columns += [column("期内最低覆盖", "Least cover", .number), column("出现在", "On", .code)] }
    return section(
      "stress", "压力测试", "Stress tests", [table("stress", "压力测试", "Stress tests", columns, rows)])
  }

  private var rubricSection: ReportSection {
    let intro = say(
      "第三方公开的评分式：100 ×（0.35 可防御 + 0.30 收入贡献 + 0.20 剩余寿命 + 0.15 可转让）。不是任何银行的标准，仅供参照。",
      "A third party's published rubric: 100 × (0.35 defensibility + 0.30 revenue contribution + 0.20 remaining life + 0.15 transferability). It is no bank's standard and stands here for comparison."
    )
    guard let rubric = packet.rubric else {
      return section(
        "rubric", "参照评分", "A rubric for comparison",
        [.paragraph(intro), .paragraph(say("缺少下列输入，未计算：", "Not computed; missing:"))]
          + [.list(packet.rubricMissing.map { say($0) })])
    }
    func share(_ value: Double) -> ReportTable.Cell { cell(NumberText.fixed(value, 4)) }
    return section(
      "rubric", "参照评分", "A rubric for comparison",
      [
        .paragraph(intro),
        table(
          "rubric", "参照评分", "A rubric for comparison",
          [
            column("可防御", "Defensibility", .number), column("收入贡献", "Revenue contribution", .number),
            column("剩余寿命", "Remaining life", .number), column("可转让", "Transferability", .number),
            column("评分", "Score", .number),
          ],
          [
            [
              share(rubric.defensibility), share(rubric.revenueContribution), share(rubric.remainingLife),
              share(rubric.transferability), cell(NumberText.fixed(rubric.score, 2)),
            ]
          ]),
      ])
  }

  // MARK: Ownership and encumbrances

  var titlePage: ReportPage {
    let rows = packet.titles.map { line in
      [
        line.right.isEmpty ? dash() : cell(line.right), cell(PledgeWords.title(line.kind)), cell(line.text),
        line.amount.map { money($0) } ?? dash(), day(line.from), day(line.to),
      ]
    }
    var sections = [
      section(
        "title", "逐项权利", "Right by right",
        [
          table(
            "title", "权属与负担", "Ownership and encumbrances",
            [
              column("权利", "Right", .code), column("类别", "Kind"), column("内容", "What", .long),
              column("金额", "Amount", .number), column("自", "From", .code), column("至", "To", .code),
            ], rows)
        ])
    ]
    if !packet.licences.isEmpty {
      sections.append(
        section(
          "licences", "许可收入", "Licence income",
          [
            table(
              "licences", "在期的许出合同", "Licences out that run",
              [
                column("合同", "Contract"), column("权利", "Right", .code), column("被许可人", "Licensee"),
                column("自", "From", .code), column("至", "To", .code),
                column("每年许可费", "Fee a year", .number), column("备案", "Recorded"),
              ],
              packet.licences.map { licence in
                [
                  cell(licence.contract), cell(licence.right),
                  licence.licensee.isEmpty ? dash() : cell(named(licence.licensee)),
                  day(licence.from), day(licence.to), money(licence.fee),
                  cell(licence.isRecorded ? say("有记录", "on record") : say("无记录", "not on record")),
                ]
              })
          ]))
    }
    return ReportPage(
      id: "titles", title: say("权属与负担", "Ownership and encumbrances"), sections: sections)
  }

  // MARK: Risks

  var riskPage: ReportPage {
    let rows = packet.risks.map { risk in
      [
        risk.right.isEmpty ? dash() : cell(risk.right),
        cell(PledgeWords.risk(risk.risk, for: packet.policy.purpose)), cell(risk.text),
        cell(risk.isStopping ? say("须先解决", "settle first") : say("须管理", "manage")),
      ]
    }
    var blocks: [ReportBlock] = []
    blocks.append(
      rows.isEmpty
        ? .paragraph(say("没有发现风险；这不等于没有风险。", "No risk was found, which does not mean that there is none."))
        : table(
          "risks", "发现的风险", "Risks found",
          [
            column("权利", "Right", .code), column("类别", "Kind"), column("内容", "What", .long),
            column("轻重", "Weight"),
          ], rows))
    var sections = [section("risks", "发现的风险", "Risks found", blocks)]
    if !packet.mitigations.isEmpty {
      sections.append(
        section(
          "mitigations", "缓释措施", "What lessens them",
          sourced(
            "mitigations", "缓释措施", "What lessens them",
            [column("类别", "Kind"), column("措施", "Measure", .long)],
            packet.mitigations.map { line in
              (
                cells: [cell(PledgeWords.risk(line.risk, for: packet.policy.purpose)), cell(line.text)],
                source: line.source
              )
            })))
    }
    return ReportPage(id: "risk", title: say("风险", "Risks"), sections: sections)
  }
}
