import Winnow

/// The pages of the catalogue that repeat what the code says, made from the code.
enum GeneratedPages {
  private static func remark(_ source: String) -> String {
    "<!-- Made from \(source) by GeneratedPageTests; RECORD=1 swift test writes it again. -->\n"
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  static func nativeFormat() -> String {
    var text = """
      # The native format

      A folder of CSV files: what an export of a patent database does not know. 本程序格式：一个文件夹，每表一个 CSV。

      \(remark("NativeFormat.tables"))
      ## Rules

      - One file a table, named as the table: `rights.csv`, `units.csv`, … Every table may be missing; a folder with
        `rights.csv` alone is a portfolio. 每张表都可以没有。
      - UTF-8 (a byte order mark is fine), GB18030 and UTF-16 are read too; commas, tabs or semicolons between cells.
      - The first line is the header, with the names below; the order of the columns is free, and a column that is
        not needed may be left out. An unknown column is reported and passed over. Lines beginning with `#` are remarks.
      - Days are `YYYY-MM-DD`. Money is a decimal number in major units (`2000.00`), with its currency in the
        column `currency` of the same row; empty means CNY. Percentages have at most two decimals.
      - A list puts semicolons between its values. A reference names a row of another table by that table's first
        column; a name that is not there refuses the row, but a party need not stand in `parties`.
      - Rows with the same key are the same thing: the file of the later day replaces, and of one day the later import. What a
        row of `product_links`, `revenues`, `product_figures`, `attributions`, `comparables`, `costs` and `intangibles` said before
        stays and counts on the days before its correction. The day of the file decides what is later, not the order of the imports. Two rows with the
        same key in one import that differ are reported; so are rows of a file of an earlier day that differ from what was seen
        later (`STO016`).
      - A row of those tables that its file no longer holds is named (`STO015`). Where the folder is
        opened as a portfolio (its store lies beside the results), rows that came from this very file, known by its path
        however that is typed, end on the day of the file; with `winnow import --whole-tables` all rows of the table that are
        not in it do; with `--db` alone they go on. No row ends while rows of the table are refused, none for a file without
        rows but by `--whole-tables`. Where the file itself is gone from the folder, that is told, and its rows end by
        `winnow import FOLDER --whole-tables` alone: those that came from that file, where the folder holds no other of its table;
        with `--observed-on` also those that a file of an earlier day brings later. A row that is there again goes on from the day
        of its file, and the import counts it; one that ends by a file imported before is named and counted too.
        Rows of all other tables (`pledges`, `licences`, `disputes`, `ownership`, …) end by their own `to_day` alone; with
        `--whole-tables` those that are missing are named and counted, and go on. What names things and how they hang together
        (`rights`, `citations`, `units`, `parties`, `products` and `families`) is not compared: a row that is missing there goes on,
        and nothing is told.
        打开整个文件夹时，该文件中不再有的行自该日起终止；导入时加 `--whole-tables`，则表中不在文件里的行都终止，文件已从该文件夹删除的表也是如此。再次出现的行自其文件日起恢复。以上只对这七张表：其他表（如 `pledges`、`licences`、`disputes`、`ownership`）的行只由自己的 `to_day` 终止，加 `--whole-tables` 时缺少的行会列出并计数，仍按原样计入。`rights`、`citations`、`units`、`parties`、`products`、`families` 六张表不作比对：缺少的行继续有效，也不提示。先后以文件的日期为准，与导入次序无关：较早日期的文件后导入，不取代较晚的内容。
      - `winnow import --template DIR` writes all tables with their headers and one example row each.


      """
    for table in NativeFormat.tables {
      text += "## \(table.name).csv\n\n\(table.meaning.en). \(table.meaning.zh)。\n\n"
      text += "Key 主键: \(table.key.map { "`\($0)`" }.joined(separator: ", ")).\n\n"
      text += "| column 列 | value 值 | meaning 含义 | example 示例 |\n| --- | --- | --- | --- |\n"
      for column in table.columns {
        let name = "`\(column.name)`" + (column.required ? " **required 必填**" : "")
        let example = column.example.isEmpty ? "" : "`\(cell(column.example))`"
        text +=
          "| \(name) | \(cell(value(column.type))) | \(cell(column.meaning.en)). \(cell(column.meaning.zh)) | \(example) |\n"
      }
      text += "\n"
    }
    return ended(text)
  }

  private static func value(_ type: NativeFormat.ColumnType) -> String {
    switch type {
    case .text: return "text 文字"
    case .office: return "office code 局代码"
    case .market: return "country code 国家代码"
    case .day: return "day 日期"
    case .integer(let range): return "whole number 整数 \(range.lowerBound)–\(range.upperBound)"
    case .money: return "amount 金额"
    case .signedMoney: return "amount, may be negative 金额，可为负"
    case .percent: return "percent 百分比"
    case .flag: return "`yes` / `no`"
    case .word(let words): return "one of 之一: " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .list: return "list 列表 (`;`)"
    case .reference(let table): return "reference 引用 → `\(table)`"
    }
  }

  static func facts() -> String {
    var text = """
      # The facts

      Everything a grading model may ask about a right. 分级模型可以引用的全部事实。

      \(remark("FactCatalogue"))
      A fact of a right is in one of four states, and none of them is silently zero:

      - known 已知: there is a value, and `winnow explain` shows where it came from;
      - unknown 未知: there is one, but the portfolio's data do not hold it;
      - not applicable 不适用: the right can have no such value, as a trademark has no claims;
      - not yet observable 尚不可知: it only came into being, or was only seen, after the as-of day.

      Each fact also says how it can change; `winnow explain` offers no other change. 每项事实如何变化：

      - history 既成：what is so stays so, and can at most be found out;
      - owner 权利人, others 他人：these can bring a change about, to any value, upwards only (↑), or by certain steps;
      - time 时间：nothing else moves it, up (↑) or down (↓).

      | fact 事实 | name 名称 | type 类型 | change 变化 | how it comes about 如何得出 |
      | --- | --- | --- | --- | --- |

      """
    for fact in FactCatalogue.all {
      text +=
        "| `\(fact.id.name)` | \(cell(fact.title.en)) \(cell(fact.title.zh)) | \(fact.type.rawValue) | \(cell(change(fact.change)))"
      text += " | \(cell(fact.meaning.en)). \(cell(fact.meaning.zh)) |\n"
    }
    return ended(text)
  }

  private static func change(_ change: FactChange) -> String {
    func who(_ agent: FactChange.Agent) -> String { agent == .owner ? "owner 权利人" : "others 他人" }
    switch change {
    case .settled: return "history 既成"
    case .free(let agent): return who(agent)
    case .rises(let agent): return who(agent) + " ↑"
    case .risesUpTo(let limit, let agent): return who(agent) + " ↑, up to 至多 `\(limit.name)`"
    case .risesWhileFilingIsOpen: return "owner 权利人 ↑, while the family can still be filed 同族仍可新申请期间"
    case .steps(let steps):
      return steps.map { "\($0.from) → \($0.to) (\($0.agent.rawValue))" }.joined(separator: "; ")
    case .passes(let isRising): return "time 时间 " + (isRising ? "↑" : "↓")
    case .passesUntilReset(let agent): return "time 时间 ↑; to 0 归零: " + who(agent)
    }
  }

  /// The areas of the codes, in the order of the page.
  static let areas: [(prefix: String, en: String, zh: String)] = [
    ("IMP", "Opening and reading files", "打开与读取文件"),
    ("VAL", "Numbers, days and other values", "号码、日期等值"),
    ("MAP", "Mappings and the native format", "映射与本程序格式"),
    ("MOD", "Model files", "模型文件"),
    ("STO", "The store", "数据库"),
    ("FEE", "Fees", "年费"),
    ("REV", "Checks and reviews", "检查与评审"),
    ("GRD", "Grading", "分级"),
    ("BKT", "Backtests", "回测"),
    ("RSK", "Registers of risks", "风险登记"),
    ("PRU", "Pruning problems", "剪枝问题"),
    ("PLN", "Plans under budgets", "预算内的方案"),
    ("APR", "Valuation", "估值"),
    ("PLG", "Pledge packets", "质押材料包"),
    ("OUT", "Inputs and results", "输入与输出"),
    ("XLS", "Workbooks", "工作簿"),
    ("QST", "Questionnaires", "问卷"),
    ("DEC", "Decisions, cycles, execution", "决定、周期与执行"),
    ("AUD", "The audit of the journal", "日志核对"),
  ]

  static func problems() -> String {
    var text = """
      # The problems

      Every message of the program has a code; the same fault always has the same one. 每条消息都有固定的代码。

      \(remark("ProblemCode.all"))
      A problem is printed as `severity[CODE]: file:line:column: what is wrong`, then `→` and what to do. An error
      means that something was refused or could not be done; a warning, that something was assumed or a result is
      weaker for it; a note, that it is worth knowing. An instance may be milder or graver than its code's usual
      severity. Rows that are refused are counted, never dropped in silence: `winnow import --rejects FILE` writes
      them out to mend.


      """
    for area in areas {
      text +=
        "## \(area.en) \(area.zh)\n\n| code 代码 | severity 级别 | what it is | 含义 |\n| --- | --- | --- | --- |\n"
      for code in ProblemCode.all.filter({ $0.rawValue.hasPrefix(area.prefix) }).sorted(by: {
        $0.rawValue < $1.rawValue
      }) {
        text +=
          "| `\(code.rawValue)` | \(code.severity.rawValue) | \(cell(code.title.en)) | \(cell(code.title.zh)) |\n"
      }
      text += "\n"
    }
    return ended(text)
  }

  private static func ended(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") { text.removeLast() }
    return text + "\n"
  }
}
