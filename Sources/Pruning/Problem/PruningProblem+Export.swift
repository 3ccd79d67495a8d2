extension PruningProblem {
  /// The problem in CPLEX LP format, for other solvers.
  ///
  /// A choice's option k of class i is the binary `x_i_k`; a ladder's step t is `x_i_t`, and no step is taken
  /// without the one before it. Numbers are the integers of the problem, free of decimals.
  public func lpText() -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
    func term(_ amount: Int64, _ name: String) -> String {
      (amount < 0 ? " - \(amount.magnitude) " : " + \(amount) ") + name
    }
    let model = LinearModel(self)
    add("\\ \(name)\n")
    if valueScale != 1 { add("\\ the value is multiplied by \(valueScale)\n") }
    add("Maximize\n value:")
    for (column, value) in model.values.enumerated() where value != 0 {
      add(term(value, model.names[column]) + "\n")
    }
    add("\nSubject To\n")
    for row in model.rows {
      if row.terms.isEmpty && (row.sense == "<=" ? row.limit >= 0 : row.limit <= 0) { continue }
      add(" \(row.name):")
      for (column, amount) in row.terms { add(term(amount, model.names[column]) + "\n") }
      if row.terms.isEmpty { add(" 0 \(model.names.first ?? "x")") }
      add(" \(row.sense) \(row.limit)\n")
    }
    add("Bounds\n")
    for (column, bounds) in model.bounds.enumerated() where bounds != (0, 1) {
      add(" \(model.names[column]) = \(bounds.lower)\n")
    }
    add("Binaries\n")
    for name in model.names { add(" \(name)\n") }
    add("End\n")
    return bytes
  }

  /// The problem in free MPS format, for other solvers. The objective is to be maximised (`OBJSENSE`).
  public func mpsText() -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
    let model = LinearModel(self)
    if valueScale != 1 { add("* the value is multiplied by \(valueScale)\n") }
    add("NAME problem\nOBJSENSE\n    MAX\nROWS\n N value\n")
    for row in model.rows { add(" \(row.sense == "<=" ? "L" : row.sense == ">=" ? "G" : "E") \(row.name)\n") }
    var columns: [[(row: Int, amount: Int64)]] = Array(repeating: [], count: model.names.count)
    for (number, row) in model.rows.enumerated() {
      for (column, amount) in row.terms { columns[column].append((number, amount)) }
    }
    add("COLUMNS\n    MARKER 'MARKER' 'INTORG'\n")
    for (column, entries) in columns.enumerated() {
      add("    \(model.names[column]) value \(model.values[column])\n")
      for entry in entries {
        add("    \(model.names[column]) \(model.rows[entry.row].name) \(entry.amount)\n")
      }
    }
    add("    MARKER 'MARKER' 'INTEND'\nRHS\n")
    for row in model.rows where row.limit != 0 { add("    RHS \(row.name) \(row.limit)\n") }
    add("BOUNDS\n")
    for (column, bounds) in model.bounds.enumerated() {
      if bounds == (0, 1) {
        add(" BV BND \(model.names[column])\n")
      } else {
        add(" FX BND \(model.names[column]) \(bounds.lower)\n")
      }
    }
    add("ENDATA\n")
    return bytes
  }
}

/// A problem as rows over binary columns.
struct LinearModel {
  struct Row {
    var name: String
    var sense: String
    var limit: Int64
    var terms: [(column: Int, amount: Int64)]
  }
  private(set) var names: [String] = []
  private(set) var values: [Int64] = []
  private(set) var bounds: [(lower: Int, upper: Int)] = []
  private(set) var rows: [Row] = []

  init(_ problem: PruningProblem) {
    var first: [Int] = []
    rows = problem.rows.enumerated().map {
      Row(name: "r\($0)", sense: $1.sense.rawValue, limit: $1.limit, terms: [])
    }
    for index in 0..<problem.classCount {
      first.append(names.count)
      let isLadder = problem.isLadder[index]
      let start = Int(problem.optionStart[index])
      let low = Int(problem.lowest[index])
      let high = Int(problem.highest[index])
      for option in (isLadder ? 1 : 0)..<problem.optionCount(of: index) {
        let column = names.count
        names.append("x_\(index)_\(option)")
        values.append(problem.optionValue[start + option])
        if isLadder {
          bounds.append(option <= low ? (1, 1) : option > high ? (0, 0) : (0, 1))
        } else {
          bounds.append((0, 1))
        }
        var uses: [Int32: Int64] = [:]
        for use in Int(problem.useStart[start + option])..<Int(problem.useStart[start + option + 1]) {
          uses[problem.useRow[use], default: 0] += problem.useAmount[use]
        }
        for (row, amount) in uses.sorted(by: { $0.key < $1.key }) where amount != 0 {
          rows[Int(row)].terms.append((column, amount))
        }
      }
      // A stop that the ladder does not have contradicts itself, which takes a column to say.
      let isContradiction = isLadder && (low > problem.optionCount(of: index) - 1 || low > high)
      if isContradiction && names.count == first[index] {
        // No step has the number 0.
        names.append("x_\(index)_0")
        values.append(0)
        bounds.append((0, 0))
      }
      let columns = first[index]..<names.count
      if isLadder {
        for column in columns.dropFirst() {
          rows.append(
            Row(name: "p\(rows.count)", sense: "<=", limit: 0, terms: [(column, 1), (column - 1, -1)]))
        }
        if isContradiction, let column = columns.first {
          rows.append(Row(name: "p\(rows.count)", sense: ">=", limit: 2, terms: [(column, 1)]))
        }
      } else {
        rows.append(Row(name: "c\(index)", sense: "=", limit: 1, terms: columns.map { ($0, 1) }))
      }
    }
    for couple in problem.couples {
      let parent = Int(couple.first)
      let child = Int(couple.second)
      let shared = min(problem.optionCount(of: parent), problem.optionCount(of: child)) - 1
      for step in 0..<shared {
        rows.append(
          Row(
            name: "f\(rows.count)", sense: couple.coupling == .notAfter ? "<=" : "=", limit: 0,
            terms: [(first[child] + step, 1), (first[parent] + step, -1)]))
      }
      // Steps beyond the parent's are free only once the parent is kept to its end; the precedence says so.
    }
  }
}
