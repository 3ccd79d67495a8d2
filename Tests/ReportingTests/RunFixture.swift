import BuiltinModels
import Foundation
import Grading
import PolicyModels
import PortfolioCore

@testable import PortfolioReview

/// Invented review runs, the same for the same seed.
enum RunFixture {
  static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  /// The model files that reports of the fixture name.
  static let modelFiles = BuiltinModelFiles.all
    .filter { $0.path == "Grading/bibliographic-screening.yaml" }
    .map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) }

  static func model() throws -> GradingModel {
    try ModelCatalogue(files: modelFiles).load(GradingModel.self, id: "bibliographic-screening").0
  }

  /// A right of the fixture, before it becomes columns.
  struct Right {
    var texts: [String: String] = [:]
    var numbers: [FactID: Double] = [:]
    var words: [FactID: String] = [:]
    var states: [FactID: FactState] = [:]
    var fees: [Int64]?
    var isEstimate = false
    var reason = 0
  }

  static let firstYear = 2026
  static let reasons = [
    BilingualText(zh: "权利已终止，不再产生费用", en: "The right has ended; no more fees fall due"),
    BilingualText(zh: "没有该受理局的收费模型", en: "There is no fee schedule for this office"),
  ]

  /// A run of some rights.
  static func run(
    _ rights: [Right], name: String = "华辰重工集团（虚构）", years: Int = 10, problems: [Problem] = []
  ) throws -> ReviewRun {
    var table = FactTable(asOf: asOf, rightIDs: rights.indices.map { Int64($0 + 1) })
    for name in [
      "number", "title", "title-translated", "owner", "unit", "business-line", "application-number",
      "publication-number", "family",
    ] {
      var column = TextColumn()
      for right in rights { column.append(right.texts[name] ?? "") }
      table.texts[name] = column
    }
    for definition in FactCatalogue.all {
      let id = definition.id
      var states = rights.map { $0.states[id] ?? .unknown }
      let values: FactColumn.Values
      switch definition.type {
      case .category:
        var names: [String] = []
        let codes = rights.indices.map { row -> Int32 in
          guard let word = rights[row].words[id] else { return 0 }
          states[row] = .known
          if let code = names.firstIndex(of: word) { return Int32(code) }
          names.append(word)
          return Int32(names.count - 1)
        }
        values = .categories(codes: codes, names: names)
      case .decimal:
        values = .decimals(
          rights.indices.map { row in
            guard let number = rights[row].numbers[id] else { return 0 }
            states[row] = .known
            return number
          })
      default:
        values = .integers(
          rights.indices.map { row in
            guard let number = rights[row].numbers[id] else { return 0 }
            states[row] = .known
            return Int32(number)
          })
      }
      table.set(FactColumn(id: id, type: definition.type, states: states, values: values))
    }
    let model = try model()
    let engine = GradingEngine(model: model, table: table)
    let grades = engine.grade()
    let fees = FeeColumns(
      firstYear: firstYear, yearCount: years,
      amounts: rights.flatMap { right in
        Array((right.fees ?? []).prefix(years))
          + Array(repeating: 0, count: max(0, years - (right.fees?.count ?? 0)))
      },
      certainty: rights.map { $0.fees == nil ? .none : $0.isEstimate ? .estimate : .known },
      reasonOfRow: rights.map { $0.fees == nil ? Int16($0.reason) : -1 }, reasons: reasons)
    return ReviewRun(
      id: 7, portfolioName: name, asOf: asOf, programVersion: "0.1.0", currency: .cny,
      snapshotHash: String(repeating: "0123456789abcdef", count: 4), modelFiles: modelFiles,
      primary: GradingView(model: model, grades: grades, weights: engine.weights), views: [],
      answers: ExpertAnswers(), table: table, fees: fees, unknownImpacts: engine.unknownImpacts(grades),
      problems: problems,
      imports: [
        ImportRecord(
          file: "exports/2026-06 华辰 专利导出.csv", mapping: "incopat", observedOn: asOf, rows: rights.count + 7,
          stored: rights.count, merged: 5, refused: 2, unchanged: 0)
      ])
  }

  static let problems = [
    Problem(
      .ambiguousDates, at: Place(file: "exports/旧表.csv", line: 14, column: "申请日"), value: "03/04/2011",
      zh: "日期可按两种次序读", en: "The date can be read in two orders",
      remedy: BilingualText(zh: "用 --mapping 指定日期次序", en: "State the order of dates in the mapping")),
    Problem(
      .noFeeKnown, at: Place(file: "Models/Fees", line: nil, column: nil), value: "BR", zh: "没有巴西的收费模型",
      en: "There is no fee schedule for Brazil",
      remedy: BilingualText(zh: "在 --models 目录中补充", en: "Add one to the --models folder")),
  ]

  private static let things = [
    "盾构机刀盘", "双头推进系统", "液压支架", "隧道管片拼装机", "大型轴承", "永磁同步电机", "桥梁检测机器人", "高速列车转向架",
    "混凝土喷射台车", "锂电池热管理系统", "激光测距装置", "智能调度平台", "风电叶片", "气体泄漏检测仪", "焊接工装", "密封圈",
  ]
  private static let forms = [
    "一种{}及其控制方法", "一种用于{}的减振结构", "{}故障诊断方法、装置及存储介质", "一种{}", "{}的快速更换装置", "基于数字孪生的{}状态监测系统",
  ]
  private static let units = ["华辰重装", "华辰轨道", "华辰能源", "华辰研究院", "华辰智能", "华辰材料"]
  private static let fieldCodes = ["1", "5", "6", "10", "13", "25", "26", "29", "32", "35"]

  /// Rights like those of a group of companies: skewed citations, a few foreign offices, dead ones, unknowns.
  static func rights(_ count: Int, seed: UInt64 = 20_260_630) -> [Right] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { right($0, &random) }
  }

  private static func right(_ index: Int, _ random: inout SeededGenerator) -> Right {
    func pick<Item>(_ list: [Item]) -> Item { list[Int(random.unit() * Double(list.count))] }
    var right = Right()
    let kindDraw = random.unit()
    let kind: RightKind =
      kindDraw < 0.55 ? .invention : kindDraw < 0.85 ? .utilityModel : kindDraw < 0.95 ? .design : .trademark
    let term: Double = kind == .invention ? 20 : kind == .utilityModel ? 10 : 15
    let age = pow(random.unit(), 1.4) * (term + 1.5)
    let filed = asOf - Int(age * 365.25)
    let office = kind == .invention ? pick(["CN", "CN", "CN", "CN", "CN", "US", "EP", "JP", "BR"]) : "CN"
    let draw = random.unit()
    let status: LegalStatus
    if age > term {
      status = .expired
    } else if age < 2.5, kind == .invention {
      status = draw < 0.85 ? .pending : draw < 0.9 ? .awaitingRegistration : .refused
    } else {
      status =
        draw < 0.78
        ? .inForce
        : draw < 0.82 ? .annuityLate : draw < 0.84 ? .lapsedRestorable : draw < 0.95 ? .lapsed : .withdrawn
    }
    let year = filed.components.year
    let serial = String(100_000_000 + index * 7919 % 899_999_999)
    let digit = kind == .invention ? "1" : kind == .utilityModel ? "2" : "3"
    let thing = pick(things)
    right.texts = [
      "number": "\(office)\(year)\(digit)\(serial.prefix(7)).\(index % 10)",
      "title": pick(forms).replacing("{}", with: thing),
      "owner": pick(["华辰重工集团有限公司", "华辰轨道装备有限公司", "华辰研究院；东岭大学"]),
      "unit": pick(units), "business-line": pick(["掘进", "轨交", "新能源"]),
      "application-number": "\(year)\(digit)\(serial.prefix(7)).\(index % 10)",
      "publication-number": "\(office)\(serial.prefix(9))\(status == .pending ? "A" : "B")",
      "family": random.unit() < 0.3 ? "F\(index / 3)" : "",
    ]
    right.words = [
      .rightKind: kind.rawValue, .office: office, .legalStatus: status.rawValue,
      .legalLife: status.life.rawValue, .technologyField: pick(fieldCodes),
    ]
    if let stage = status.stage { right.words[.stage] = stage.rawValue }
    right.numbers = [
      .filingYear: Double(year), .age: age, .ownerCount: 1 + (random.unit() * 1.3).rounded(.down),
      .inventorCount: 1 + (random.unit() * 6).rounded(.down), .pledged: random.unit() < 0.03 ? 1 : 0,
      .inDispute: random.unit() < 0.02 ? 1 : 0, .familySize: 1 + (pow(random.unit(), 5) * 14).rounded(.down),
      .triadicOffices: pow(random.unit(), 3) * 3.3, .classBreadth: 1 + (random.unit() * 5).rounded(.down),
    ]
    if status.life == .alive {
      right.numbers[.remainingTerm] = max(0, term - age)
    } else {
      right.states[.remainingTerm] = .notApplicable
    }
    if kind == .design || kind == .trademark {
      for fact: FactID in [
        .claims, .independentClaims, .citationsPerYear, .backwardCitations, .forwardCitations,
      ] {
        right.states[fact] = .notApplicable
      }
      right.states[.classBreadth] = .notApplicable
      right.numbers[.classBreadth] = nil
    } else {
      if random.unit() < 0.9 { right.numbers[.claims] = 1 + (random.unit() * 18).rounded(.down) }
      if random.unit() < 0.75 {
        let citations = (pow(random.unit(), 4) * 30).rounded(.down)
        right.numbers[.forwardCitations] = citations
        right.numbers[.citationsPerYear] = citations / max(age - 1, 1)
      }
      if random.unit() < 0.6 { right.numbers[.backwardCitations] = (random.unit() * 12).rounded(.down) }
    }
    if age < 1.5 { right.states[.forwardCitations] = .notYetObservable }
    guard status.life == .alive else { return right }
    if office == "BR" {
      right.reason = 1
      return right
    }
    let step: [Int64] =
      kind == .invention ? [900, 1200, 1200, 2000, 2000, 4000, 6000, 8000] : [600, 900, 1200, 2000]
    let late = max(0, Int(term - age))
    right.fees = (0..<10).map { $0 <= late ? step[min(step.count - 1, (Int(age) + $0) / 3)] * 100 : 0 }
    right.isEstimate = office == "US" || office == "EP"
    right.numbers[.nextFeeDay] = Double((asOf + Int(random.unit() * 360)).number)
    right.numbers[.nextFeeAmount] = Double(right.fees?[0] ?? 0) / 100
    return right
  }
}
