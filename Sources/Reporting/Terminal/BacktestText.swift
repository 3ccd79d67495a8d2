public import PortfolioCore
public import PortfolioReview
internal import Survival

/// The result of a backtest as text and JSON.
public struct BacktestView: Sendable {
  let report: BacktestReport
  let language: Language

  /// A view.
  public init(_ report: BacktestReport, language: Language) {
    self.report = report
    self.language = language
  }

  private var zh: Bool { language == .zh }

  // MARK: Text

  /// The result as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(head, width: width) + "\n"
    text += TerminalText.wrap(verdict, width: width) + "\n"
    text += ownerTable.render(width: width, ansi: ansi) + "\n"
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

  /// The groups beside the single facts, so that nobody takes the difference between owners for quality.
  private var ownerTable: TerminalTable {
    let facts = report.singleFacts.prefix(3)
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
      [zh ? "全部" : "all"] + cells(report.accuracy) + facts.map { figure($0.accuracy.auc) }
    ]
    rows += report.byOwner.map { group in
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
    for exclusion in report.exclusions {
      notes.append("\(reason(exclusion.reason)): \(NumberText.whole(exclusion.rights))")
    }
    return notes
  }

  private func reason(_ reason: BacktestReport.Exclusion.Reason) -> String {
    switch reason {
    case .notGranted: return zh ? "未检验，基准日尚未授权" : "Not tested, not granted by the day"
    case .ended: return zh ? "未检验，基准日已终止" : "Not tested, ended by the day"
    case .leftOut: return zh ? "未检验，数据源注明放弃等" : "Not tested, taken out by the source (given up)"
    case .noOutcome: return zh ? "未检验，结局不明" : "Not tested, outcome not known"
    case .noFilingDay: return zh ? "未检验，没有申请日" : "Not tested, no filing day"
    case .notScored: return zh ? "未检验，模型不给分" : "Not tested, the model gives no score"
    }
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

  /// The result as JSON: `n`, `events`, `auc`, `auc_ci`, `by_owner_type`, `by_grade`, `calibration`.
  public func json() -> String {
    func number(_ value: Double?) -> JSONValue {
      value.map { .decimal(NumberText.fixed($0, 4, separators: false)) } ?? .null
    }
    func interval(_ accuracy: RankAccuracy) -> JSONValue {
      accuracy.interval.map { .array([number($0.lowerBound), number($0.upperBound)]) } ?? .null
    }
    let owners = report.byOwner.map { group -> (String, JSONValue) in
      (
        group.key,
        .object([
          "n": .integer(group.accuracy.count), "events": .integer(group.accuracy.events),
          "auc": number(group.accuracy.auc), "auc_ci": interval(group.accuracy),
        ])
      )
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
      "by_owner_type": .fields(owners), "by_grade": .fields(grades),
      "calibration": .object([
        "brier": number(report.calibration.brier), "brier_of_mean": number(report.calibration.reference),
        "bins": .array(bins),
      ]),
    ]).text
  }
}
