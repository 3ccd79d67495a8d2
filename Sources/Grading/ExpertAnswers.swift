internal import Foundation
public import PortfolioCore

/// The latest answers of experts to questions about the rights of a fact table.
///
/// Of an assessor's several answers to a question about a right only the one of the latest day counts.
public struct ExpertAnswers: Sendable, Equatable {
  /// One answer.
  public struct Answer: Sendable, Equatable {
    /// The row of the fact table.
    public var row: Int32
    /// An index into ``ExpertAnswers/questions``.
    public var question: Int32
    /// An index into ``ExpertAnswers/assessors``.
    public var assessor: Int32
    /// An index into ``ExpertAnswers/roles``; -1 when no role is recorded.
    public var role: Int32
    /// The day of the answer.
    public var day: Int32
    /// 1 to 5.
    public var score: Int32
  }

  /// The ids of the questions.
  public private(set) var questions: [String] = []
  /// The names of the assessors.
  public private(set) var assessors: [String] = []
  /// The roles.
  public private(set) var roles: [String] = []
  /// The answers, ordered by row, question and assessor.
  public private(set) var answers: [Answer] = []

  private var questionNumbers: [String: Int32] = [:]
  private var assessorNumbers: [String: Int32] = [:]
  private var roleNumbers: [String: Int32] = [:]

  /// No answers.
  public init() {}

  /// True when nobody has answered anything.
  public var isEmpty: Bool { answers.isEmpty }

  /// Adds an answer; call ``settle()`` when all are in.
  public mutating func add(
    row: Int, question: String, assessor: String, role: String?, day: CalendarDay, score: Int
  ) {
    answers.append(
      Answer(
        row: Int32(row), question: ExpertAnswers.number(question, &questions, &questionNumbers),
        assessor: ExpertAnswers.number(assessor, &assessors, &assessorNumbers),
        role: role.map { ExpertAnswers.number($0, &roles, &roleNumbers) } ?? -1, day: day.number,
        score: Int32(score)))
  }

  private static func number(_ name: String, _ names: inout [String], _ numbers: inout [String: Int32])
    -> Int32
  {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }

  /// Keeps each assessor's latest answer and puts the answers and the names in their order, which depends on
  /// nothing but the answers.
  public mutating func settle() {
    func sorted(_ names: inout [String]) -> [Int32] {
      let order = names.indices.sorted { names[$0] < names[$1] }
      var place = [Int32](repeating: 0, count: names.count)
      for (new, old) in order.enumerated() { place[old] = Int32(new) }
      names = order.map { names[$0] }
      return place
    }
    let questionPlace = sorted(&questions)
    let assessorPlace = sorted(&assessors)
    let rolePlace = sorted(&roles)
    for index in answers.indices {
      answers[index].question = questionPlace[Int(answers[index].question)]
      answers[index].assessor = assessorPlace[Int(answers[index].assessor)]
      if answers[index].role >= 0 { answers[index].role = rolePlace[Int(answers[index].role)] }
    }
    questionNumbers = [:]
    assessorNumbers = [:]
    roleNumbers = [:]
    for (index, name) in questions.enumerated() { questionNumbers[name] = Int32(index) }
    for (index, name) in assessors.enumerated() { assessorNumbers[name] = Int32(index) }
    for (index, name) in roles.enumerated() { roleNumbers[name] = Int32(index) }
    answers.sort { left, right in
      (left.row, left.question, left.assessor, left.day, left.score, left.role)
        < (right.row, right.question, right.assessor, right.day, right.score, right.role)
    }
    var kept: [Answer] = []
    for answer in answers {
      if let last = kept.last, last.row == answer.row, last.question == answer.question,
        last.assessor == answer.assessor
      {
        kept[kept.count - 1] = answer
      } else {
        kept.append(answer)
      }
    }
    answers = kept
  }

  /// The answers to a question about a row, by assessor.
  public func answers(row: Int, question: String) -> [Answer] {
    guard let number = questions.firstIndex(of: question) else { return [] }
    var low = 0
    var high = answers.count
    while low < high {
      let middle = (low + high) / 2
      if (answers[middle].row, answers[middle].question) < (Int32(row), Int32(number)) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return Array(answers[low...].prefix { $0.row == row && $0.question == number })
  }
}

/// The combined answer to a question about a right.
public struct CombinedAnswer: Sendable, Equatable {
  /// The combination of the answers that are there, 1 to 5.
  public let value: Double
  /// The least that the missing answers allow.
  public let low: Double
  /// The most that the missing answers allow.
  public let high: Double
  /// The share of the answers asked for that is there, 0 to 1.
  public let share: Double
  /// The answers, the lowest first.
  public let scores: [Int]

  /// Combines answers by a question's rule; nil when there is none.
  ///
  /// An assessor who has not answered could answer anything from 1 to 5: the interval says what that allows,
  /// and the value rests on those who have.
  public static func of(_ answers: [(score: Int, role: String?)], rule: AnswerCombination) -> CombinedAnswer?
  {
    let scores = answers.map(\.score).sorted()
    switch rule {
    case .median(let asked), .mean(let asked):
      guard !scores.isEmpty else { return nil }
      let missing = max(0, asked - scores.count)
      let combine: ([Int]) -> Double = if case .median = rule { median } else { mean }
      return CombinedAnswer(
        value: combine(scores), low: combine(Array(repeating: 1, count: missing) + scores),
        high: combine(scores + Array(repeating: 5, count: missing)),
        share: Double(scores.count) / Double(scores.count + missing), scores: scores)
    case .byRole(let roles):
      var value = 0.0
      var low = 0.0
      var high = 0.0
      var share = 0.0
      var used: [Int] = []
      for (role, weight) in roles {
        let given = answers.filter { $0.role == role }.map(\.score)
        let part = weight.asDouble
        if given.isEmpty {
          low += part
          high += 5 * part
        } else {
          let middle = mean(given.sorted())
          value += part * middle
          low += part * middle
          high += part * middle
          share += part
          used += given
        }
      }
      guard share > 0 else { return nil }
      return CombinedAnswer(
        value: value / share, low: low, high: high, share: min(share, 1), scores: used.sorted())
    }
  }

  private static func mean(_ scores: [Int]) -> Double {
    Double(scores.reduce(0, +)) / Double(scores.count)
  }

  private static func median(_ sorted: [Int]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// The combined answers to one question: columns, one row a right.
struct AnswerColumn: Sendable {
  let value: [Double]
  let low: [Double]
  let high: [Double]
  let share: [Double]

  init(_ question: ExpertQuestion, _ answers: ExpertAnswers, rows: Int) {
    var value = [Double](repeating: 0, count: rows)
    var low = value
    var high = value
    var share = value
    if let number = answers.questions.firstIndex(of: question.id) {
      var index = 0
      let list = answers.answers
      while index < list.count {
        var end = index + 1
        while end < list.count, list[end].row == list[index].row, list[end].question == list[index].question {
          end += 1
        }
        if list[index].question == Int32(number) {
          let given = list[index..<end].map {
            (score: Int($0.score), role: $0.role >= 0 ? answers.roles[Int($0.role)] : nil)
          }
          let row = Int(list[index].row)
          if let combined = CombinedAnswer.of(given, rule: question.combination) {
            value[row] = combined.value
            low[row] = combined.low
            high[row] = combined.high
            share[row] = combined.share
          }
        }
        index = end
      }
    }
    self.value = value
    self.low = low
    self.high = high
    self.share = share
  }

  /// The combined answers as a fact column, for conditions.
  func column(_ question: ExpertQuestion) -> FactColumn {
    FactColumn(
      id: question.fact, type: .decimal, states: share.map { $0 > 0 ? .known : .unknown },
      values: .decimals(value))
  }
}
