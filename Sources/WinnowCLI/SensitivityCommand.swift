import ArgumentParser
import Foundation
import Winnow

/// `winnow sensitivity`
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "权重变动会改变多少等级，排序有多稳定 / How many grades other weights would change, and how stable the order is.",
    discussion: """
      每个权重上下变动（同层重新归一）后重新分级；再按种子随机抽取多组权重，以 Kendall τ 比较排序。另列各评价人的一致程度。
      Each weight is moved up and down, its level renormalised, and all rights are graded again; then weights are \
      drawn at random from a seed and the orders compared by Kendall's tau. The agreement of assessors is shown too.
      """)

  @OptionGroup var source: RunOptions

  @Option(help: ArgumentHelp("权重变动的百分比 / by how many percent weights move.", valueName: "PERCENT"))
  var spread = 20.0

  @Option(help: ArgumentHelp("抽取多少组权重 / how many sets of weights are drawn.", valueName: "NUMBER"))
  var draws = 1_000

  @Option(help: ArgumentHelp("随机数种子 / the seed of the draws.", valueName: "NUMBER"))
  var seed: UInt64 = 1

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if !(spread > 0 && spread < 100) {
      throw ValidationError("--spread 应大于 0、小于 100 / --spread must be above 0 and below 100")
    }
    if !(1...100_000).contains(draws) {
      throw ValidationError("--draws 应为 1 到 100000 / --draws must be 1 to 100000")
    }
  }

  func run() throws {
    common.apply()
    let (_, reviewed) = try source.load(common)
    let found = reviewed.engine(reviewed.primary)
      .sensitivity(reviewed.grades, spread: spread / 100, draws: draws, seed: seed)
    let agreement = reviewed.answers.agreement(reviewed.gradingModel.agreement)
    switch format {
    case .table: Console.print(SensitivityText.text(found, agreement, reviewed, common.language))
    case .csv: Console.print(SensitivityText.csv(found))
    case .json: Console.print(SensitivityText.json(found, agreement, reviewed.gradingModel.agreement))
    }
  }
}

/// The result of `sensitivity`.
enum SensitivityText {
  private static func fixed(_ number: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", number)
  }

  static func text(
    _ found: GradingSensitivity, _ agreement: [AssessorAgreement], _ run: ReviewRun, _ language: Language
  ) -> String {
    let zh = language == .zh
    let percent = fixed(found.spread * 100, 0)
    var lines = [
      zh
        ? "第 \(run.id) 次评审，\(run.gradingModel.header.id)：\(found.graded) 项已分级；每个权重 ±\(percent)% 后等级改变的项数"
        : "Run \(run.id), \(run.gradingModel.header.id): \(found.graded) graded rights; how many get another grade when a weight moves by \(percent)%",
      "",
      TerminalTable(
        [
          .init(zh ? "权重" : "weight of", least: 12), .init(zh ? "本层占比" : "share", isNumber: true),
          .init("-\(percent)%", isNumber: true), .init("+\(percent)%", isNumber: true),
        ],
        found.weights.map { one in
          [
            String(repeating: "  ", count: one.depth) + one.title.text(language),
            fixed(NSDecimalNumber(decimal: one.weight).doubleValue * 100, 1) + "%",
            "\(one.changedDown)", "\(one.changedUp)",
          ]
        }
      ).render(width: Console.width),
    ]
    for one in found.stability {
      let part = run.gradingModel.parts.first { $0.id == one.part }?.title?.text(language) ?? ""
      let tau = [one.meanTau, one.lowTau, one.leastTau].map { fixed($0, 3) }
      let rights = one.sampled == one.graded ? "\(one.graded)" : "\(one.sampled)/\(one.graded)"
      lines.append(
        zh
          ? "\(part.isEmpty ? "" : part + "：")抽取 \(one.draws) 组权重（种子 \(found.seed)），\(rights) 项的排序：Kendall τ 平均 \(tau[0])，95% 不低于 \(tau[1])，最低 \(tau[2])"
          : "\(part.isEmpty ? "" : part + ": ")\(one.draws) draws of weights (seed \(found.seed)), the order of \(rights) rights: Kendall's tau \(tau[0]) on average, 95% above \(tau[1]), least \(tau[2])"
      )
    }
    for one in agreement {
      let title =
        run.gradingModel.questions.first { $0.id == one.question }?.title.text(language) ?? one.question
      let measure = AgreementText(run.gradingModel.agreement, language).text(one.measure)
      lines.append(
        zh
          ? "“\(title)”：\(one.assessors) 人评价，\(one.rights) 项有两人以上；分差 0–4 的项数 \(one.ranges.map(String.init).joined(separator: "、"))；\(measure)"
          : "“\(title)”: \(one.assessors) assessors, \(one.rights) rights with two or more; by range 0 to 4: \(one.ranges.map(String.init).joined(separator: ", ")); \(measure)"
      )
    }
    return lines.joined(separator: "\n")
  }

  static func csv(_ found: GradingSensitivity) -> String {
    var writer = CSVWriter(mark: true)
    writer.write(["id", "depth", "share", "changed_down", "changed_up"])
    for one in found.weights {
      writer.write([one.id, "\(one.depth)", "\(one.weight)", "\(one.changedDown)", "\(one.changedUp)"])
    }
    return writer.text
  }

  fileprivate struct Result: Encodable {
    struct Weight: Encodable {
      var id: String
      var depth: Int
      var share: String
      var changedDown: Int
      var changedUp: Int
    }
    struct Stability: Encodable {
      var part: String
      var graded: Int
      var sampled: Int
      var draws: Int
      var meanTau: Double
      var lowTau: Double
      var leastTau: Double
    }
    struct Agreement: Encodable {
      var question: String
      var assessors: Int
      var rights: Int
      var ranges: [Int]
      /// `kendall-w`, `mean-tau-b`, or null where nothing was computed.
      var measure: String?
      var value: Double?
      /// The value where it is Kendall's W.
      var concordance: Double?
      var judges: Int
      var judgeNames: [String]
      var leftOut: [String]
      var judgedRights: Int
      /// Why nothing was computed.
      var notComputed: String?
    }
    var schema = "winnow.sensitivity/1"
    var spread: Double
    var seed: UInt64
    var graded: Int
    var weights: [Weight]
    var stability: [Stability]
    var agreement: [Agreement]
  }

  static func json(
    _ found: GradingSensitivity, _ agreement: [AssessorAgreement], _ rule: AgreementRule
  ) -> String {
    JSONText.of(
      Result(
        spread: found.spread, seed: found.seed, graded: found.graded,
        weights: found.weights.map {
          Result.Weight(
            id: $0.id, depth: $0.depth, share: "\($0.weight)", changedDown: $0.changedDown,
            changedUp: $0.changedUp)
        },
        stability: found.stability.map {
          Result.Stability(
            part: $0.part, graded: $0.graded, sampled: $0.sampled, draws: $0.draws, meanTau: $0.meanTau,
            lowTau: $0.lowTau, leastTau: $0.leastTau)
        },
        agreement: agreement.map { Result.Agreement($0, rule) }))
  }
}

extension SensitivityText.Result.Agreement {
  init(_ one: AssessorAgreement, _ rule: AgreementRule) {
    question = one.question
    assessors = one.assessors
    rights = one.rights
    ranges = one.ranges
    switch one.measure {
    case .concordance(let w, let names, let others, let common):
      (measure, value, judgeNames, leftOut, judgedRights) = ("kendall-w", w, names, others, common)
    case .meanTau(let tau, _, let names, let fewest):
      (measure, value, judgeNames, leftOut, judgedRights) = ("mean-tau-b", tau, names, [], fewest)
    case .tooFew(let common):
      (measure, value, judgeNames, leftOut, judgedRights) = (nil, nil, [], [], common)
      notComputed = AgreementText(rule, .en).text(one.measure)
    case .nothingRanked:
      (measure, value, judgeNames, leftOut, judgedRights) = (nil, nil, [], [], 0)
      notComputed = AgreementText(rule, .en).text(one.measure)
    }
    concordance = measure == "kendall-w" ? value : nil
    judges = judgeNames.count
  }
}
