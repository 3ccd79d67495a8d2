public import PortfolioCore
public import PortfolioReview
internal import Survival

/// The result of a backtest as text and JSON.
public struct BacktestView: Sendable {
  let report: BacktestReport
  let language: Language
  let rows: BacktestRows?

  /// A view.
  /// - Parameter rows: what became of the file's rows.
  public init(_ report: BacktestReport, language: Language, rows: BacktestRows? = nil) {
    self.report = report
    self.language = language
    self.rows = rows
  }

  private var zh: Bool { language == .zh }

  // MARK: Text

  /// The result as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(head, width: width) + "\n"
    text += TerminalText.wrap(verdict, width: width)
    if let inSample { text += TerminalText.wrap(inSample, width: width) }
    text += "\n"
    let owners = ownerTable(report.accuracy, report.byOwner, report.singleFacts)
    text += owners.render(width: width, ansi: ansi) + "\n"
    if let horizon = report.horizon {
      text += TerminalText.wrap(verdict(of: horizon), width: width) + "\n"
      let owners = ownerTable(horizon.accuracy, horizon.byOwner, horizon.singleFacts)
      text += owners.render(width: width, ansi: ansi) + "\n"
    }
    text += gradeTable.render(width: width, ansi: ansi) + "\n"
    text += calibrationTable.render(width: width, ansi: ansi) + "\n"
    for note in notes { text += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return text
  }

  private var dayText: String {
    switch report.day {
    case .day(let day): return zh ? "按 \(day.iso) 已知的事实" : "by the facts known on \(day.iso)"
    case .grant: return zh ? "各按其授权日已知的事实" : "each by the facts known on its day of grant"
    }
  }

  private var head: String {
    zh
      ? "回测 \(report.model)：\(report.accuracy.count) 项权利，\(dayText)评判，观察至 \(report.observedUntil.iso)"
      : "Backtest of \(report.model): \(report.accuracy.count) rights, judged \(dayText), observed until "
        + report.observedUntil.iso
  }

  private var verdict: String {
    let share = percent(report.accuracy.events, report.accuracy.count)
    if let reason = undefinedReason {
      return zh
        ? "\(report.accuracy.events) 项（\(share)）其后未继续维持。AUC 无法计算：\(reason.zh)"
        : "\(report.accuracy.events) (\(share)) were let lapse afterwards. No AUC: \(reason.en)"
    }
    let single = report.singleFacts.first.map { best in
      let name = FactCatalogue.definition(best.fact)?.title.text(language) ?? best.fact.name
      return zh
        ? "；最好的单项事实“\(name)”为 \(figure(best.accuracy.auc))"
        : "; the best single fact, \(name), reaches \(figure(best.accuracy.auc))"
    }
    return zh
      ? "\(report.accuracy.events) 项（\(share)）其后未继续维持。AUC \(range(report.accuracy))\(single ?? "")"
      : "\(report.accuracy.events) (\(share)) were let lapse afterwards. AUC \(range(report.accuracy))\(single ?? "")"
  }

  /// Said where the model was fitted on these rights: its figures are flattered.
  private var inSample: String? {
    report.inSample.map { fit in
      zh
        ? "样本内：该模型正是据这批权利拟合，此处各 AUC 均偏高；样本外（\(fit.folds) 折，重复 \(fit.repetitions) 次）为 \(figure(fit.aucOutOfSample))"
        : "In sample: the model was fitted on these very rights, which flatters every AUC here. Out of sample "
          + "(\(fit.folds) folds, \(fit.repetitions) repetitions) it is \(figure(fit.aucOutOfSample))"
    }
  }

  /// The chance that people are shown, against what happened.
  private func verdict(of horizon: BacktestReport.Horizon) -> String {
    let accuracy = horizon.accuracy
    let observed = percent(accuracy.events, accuracy.count)
    let predicted = NumberText.fixed(horizon.predicted * 100, 1) + " %"
    let count = NumberText.whole(accuracy.count)
    return zh
      ? "评判日起 \(horizon.years) 年内（即逐项显示的概率；其间一直有观察的 \(count) 项）：平均预测 \(predicted)，实际 \(observed)，AUC \(range(accuracy))"
      : "Within \(horizon.years) years of the day, the chance that is shown of each right (\(count) rights watched so "
        + "long): predicted \(predicted), observed \(observed), AUC \(range(accuracy))"
  }

  /// Why there is no area under the curve: it compares rights let lapse with rights kept. Nil where there is one.
  private var undefinedReason: BilingualText? {
    guard report.accuracy.auc == nil else { return nil }
    return report.accuracy.events == 0
      ? BilingualText(zh: "没有一项未维持，无从比较", en: "no right was let lapse, so there is nothing to compare")
      : BilingualText(zh: "全部未维持，无从比较", en: "all rights were let lapse, so there is nothing to compare")
  }

  /// Every row and every right of the file accounted for.
  private var account: [String] {
    let excluded = report.exclusions.reduce(0) { $0 + $1.rights }
    let tested = report.accuracy.count
    let reasons = report.exclusions.map { "\($0.reason.title.text(language)) \(NumberText.whole($0.rights))" }
    let why =
      reasons.isEmpty
      ? "" : zh ? "（\(reasons.joined(separator: "、"))）" : " (\(reasons.joined(separator: ", ")))"
    var lines = [
      zh
        ? "权利 \(NumberText.whole(tested + excluded)) = 检验 \(NumberText.whole(tested)) + 未检验 \(NumberText.whole(excluded))\(why)"
        : "\(NumberText.whole(tested + excluded)) rights = \(NumberText.whole(tested)) tested + \(NumberText.whole(excluded)) not tested\(why)"
    ]
    guard let rows else { return lines }
    let refused = rows.refused.map { one -> String in
      let places = one.lines.map(String.init).joined(separator: zh ? "、" : ", ")
      return zh
        ? "\(one.code.rawValue) \(one.code.title.zh) \(one.rows)，首见第 \(places) 行"
        : "\(one.code.rawValue) \(one.code.title.en) \(one.rows), first at line \(places)"
    }
    let total = rows.refused.reduce(0) { $0 + $1.rows }
    let details =
      refused.isEmpty
      ? "" : zh ? "（\(refused.joined(separator: "；"))）" : " (\(refused.joined(separator: "; ")))"
    lines.insert(
      zh
        ? "文件 \(NumberText.whole(rows.read)) 行 = 权利 \(NumberText.whole(rows.rights)) + 重复 \(NumberText.whole(rows.repeated)) + 拒收 \(NumberText.whole(total))\(details)"
        : "\(NumberText.whole(rows.read)) rows = \(NumberText.whole(rows.rights)) rights + \(NumberText.whole(rows.repeated)) repeated + \(NumberText.whole(total)) refused\(details)",
      at: 0)
    return lines
  }

  /// The groups beside the single facts, so that nobody takes the difference between owners for quality.
  private func ownerTable(
    _ accuracy: RankAccuracy, _ byOwner: [BacktestReport.Group], _ singleFacts: [BacktestReport.SingleFact]
  ) -> TerminalTable {
    let facts = singleFacts.prefix(3)
    var columns = [
      TerminalTable.Column(zh ? "权利人" : "owners", least: 10),
      TerminalTable.Column(zh ? "件数" : "rights", isNumber: true),
      TerminalTable.Column(zh ? "未维持" : "lapsed", isNumber: true),
      TerminalTable.Column("AUC (95 %)", isNumber: true),
    ]
    columns += facts.map { single in
      let name = FactCatalogue.definition(single.fact)?.title.text(language) ?? single.fact.name
      return TerminalTable.Column(name, isNumber: true, least: 6)
    }
    var rows = [
      [zh ? "全部" : "all"] + cells(accuracy) + facts.map { figure($0.accuracy.auc) }
    ]
    rows += byOwner.map { group in
      [ownerName(group.key)] + cells(group.accuracy) + facts.map { figure($0.byGroup[group.key]) }
    }
    return TerminalTable(columns, rows)
  }

  private func cells(_ accuracy: RankAccuracy) -> [String] {
    [
      NumberText.whole(accuracy.count), percent(accuracy.events, accuracy.count), range(accuracy),
    ]
  }

  private func ownerName(_ key: String) -> String {
    let words: [String: BilingualText] = [
      "enterprise": BilingualText(zh: "企业", en: "companies"),
      "university": BilingualText(zh: "高校", en: "universities"),
      "institute": BilingualText(zh: "科研院所", en: "institutes"),
      "individual": BilingualText(zh: "个人", en: "individuals"),
      "government": BilingualText(zh: "政府机构", en: "authorities"),
      "bank": BilingualText(zh: "银行", en: "banks"),
      "other": BilingualText(zh: "其他", en: "others"), "joint": BilingualText(zh: "多类共有", en: "joint owners"),
      "domestic": BilingualText(zh: "国内", en: "domestic"), "foreign": BilingualText(zh: "国外", en: "foreign"),
    ]
    return key.split(separator: "-").map { words[String($0)]?.text(language) ?? String($0) }
      .joined(separator: zh ? "" : " ")
  }

  private var gradeTable: TerminalTable {
    TerminalTable(
      [
        TerminalTable.Column(report.areChances ? (zh ? "档" : "band") : (zh ? "等级" : "grade")),
        TerminalTable.Column(zh ? "件数" : "rights", isNumber: true),
        TerminalTable.Column(zh ? "未维持" : "let lapse", isNumber: true),
        TerminalTable.Column(zh ? "比例" : "share", isNumber: true),
      ],
      report.byGrade.map { grade in
        [
          grade.key, NumberText.whole(grade.count), NumberText.whole(grade.lapses),
          grade.count > 0 ? percent(grade.lapses, grade.count) : "–",
        ]
      })
  }

  private var calibrationTable: TerminalTable {
    TerminalTable(
      [
        TerminalTable.Column(
          report.areChances ? (zh ? "预测概率" : "predicted chance") : (zh ? "得分" : "score"), isNumber: true),
        TerminalTable.Column(zh ? "件数" : "rights", isNumber: true),
        TerminalTable.Column(zh ? "平均预测" : "mean predicted", isNumber: true),
        TerminalTable.Column(zh ? "实际未维持" : "observed", isNumber: true),
      ],
      report.calibration.bins.map { bin in
        // The score of a grading model is turned round for the ranking; people see points.
        let ends =
          report.areChances
          ? [figure(bin.lowest), figure(bin.highest)]
          : [NumberText.fixed(-bin.lowest, 1), NumberText.fixed(-bin.highest, 1)]
        return [
          ends[0] + " – " + ends[1], NumberText.whole(bin.count), bin.predicted.map { figure($0) } ?? "–",
          figure(bin.observed),
        ]
      })
  }

  private var notes: [String] {
    var notes: [String] = []
    notes.append(
      zh
        ? "AUC：任取一项未维持与一项仍有效的权利，前者被判为风险较高的概率，同分计半；区间按 DeLong（1988）"
        : "AUC: the chance that of one right let lapse and one still in force, the former was judged the riskier; "
          + "ties count half; interval after DeLong (1988)")
    if let brier = report.calibration.brier, let reference = report.calibration.reference {
      notes.append(
        zh
          ? "Brier 分 \(figure(brier))；对所有权利都预测平均比例时为 \(figure(reference))"
          : "Brier score \(figure(brier)); predicting the mean for every right gives \(figure(reference))")
    }
    for refused in report.refused {
      let name = FactCatalogue.definition(refused.fact)?.title.text(language) ?? refused.fact.name
      notes.append(
        zh
          ? "未采用“\(name)”：\(refused.rights) 项的值在基准日之后才观察到"
          : "Refused \(name): of \(refused.rights) rights it was observed after the as-of day")
    }
    return notes + account
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "–" : NumberText.fixed(Double(part) / Double(whole) * 100, 1) + " %"
  }

  private func figure(_ value: Double?) -> String { value.map { NumberText.fixed($0, 3) } ?? "–" }

  private func range(_ accuracy: RankAccuracy) -> String {
    guard let auc = accuracy.auc else { return "–" }
    guard let interval = accuracy.interval else { return figure(auc) }
    return "\(figure(auc)) (\(figure(interval.lowerBound))–\(figure(interval.upperBound)))"
  }

  // MARK: JSON

  private func account(_ rows: BacktestRows) -> JSONValue {
    .object([
      "read": .integer(rows.read), "rights": .integer(rows.rights), "repeated": .integer(rows.repeated),
      "refused": .array(
        rows.refused.map { one in
          .object([
            "code": .string(one.code.rawValue), "rows": .integer(one.rows),
            "first_lines": .array(one.lines.map { .integer($0) }),
          ])
        }),
    ])
  }

  /// The result as JSON: `n`, `events`, `auc`, `auc_ci`, `in_sample`, `auc_out_of_sample`, `horizon`, `by_owner_type`,
  /// `by_grade`, `calibration`.
  public func json() -> String {
    func number(_ value: Double?) -> JSONValue {
      value.map { .decimal(NumberText.fixed($0, 4, separators: false)) } ?? .null
    }
    func interval(_ accuracy: RankAccuracy) -> JSONValue {
      accuracy.interval.map { .array([number($0.lowerBound), number($0.upperBound)]) } ?? .null
    }
    func owners(_ groups: [BacktestReport.Group]) -> JSONValue {
      .fields(
        groups.map { group -> (String, JSONValue) in
          (
            group.key,
            .object([
              "n": .integer(group.accuracy.count), "events": .integer(group.accuracy.events),
              "auc": number(group.accuracy.auc), "auc_ci": interval(group.accuracy),
            ])
          )
        })
    }
    let horizon = report.horizon.map { horizon -> JSONValue in
      .object([
        "years": .integer(horizon.years), "n": .integer(horizon.accuracy.count),
        "events": .integer(horizon.accuracy.events), "auc": number(horizon.accuracy.auc),
        "auc_ci": interval(horizon.accuracy), "by_owner_type": owners(horizon.byOwner),
        "predicted": number(horizon.predicted), "observed": number(horizon.observed),
      ])
    }
    let grades = report.byGrade.map { grade -> (String, JSONValue) in
      (
        grade.key,
        .object([
          "n": .integer(grade.count), "events": .integer(grade.lapses), "lapse_rate": number(grade.rate),
        ])
      )
    }
    let bins = report.calibration.bins.map { bin -> JSONValue in
      let ends = report.areChances ? (bin.lowest, bin.highest) : (-bin.lowest, -bin.highest)
      return .object([
        "from": number(ends.0), "to": number(ends.1), "n": .integer(bin.count),
        "predicted": number(bin.predicted), "observed": number(bin.observed),
      ])
    }
    return JSONValue.object([
      "n": .integer(report.accuracy.count), "events": .integer(report.accuracy.events),
      "auc": number(report.accuracy.auc), "auc_ci": interval(report.accuracy),
      "auc_reason": undefinedReason.map { .string($0.en) } ?? .null,
      "rows": rows.map(account) ?? .null,
      "not_tested": .fields(report.exclusions.map { ($0.reason.rawValue, .integer($0.rights)) }),
      "in_sample": .bool(report.inSample != nil),
      "auc_out_of_sample": number(report.inSample?.aucOutOfSample),
      "horizon": horizon ?? .null,
      "by_owner_type": owners(report.byOwner), "by_grade": .fields(grades),
      "calibration": .object([
        "brier": number(report.calibration.brier), "brier_of_mean": number(report.calibration.reference),
        "bins": .array(bins),
      ]),
    ]).text
  }
}
