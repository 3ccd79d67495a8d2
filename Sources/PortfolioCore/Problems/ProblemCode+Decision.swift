extension ProblemCode {
  /// The codes of decisions, cycles and execution.
  public static let decisionCodes: [ProblemCode] = [
    decidedMeanwhile, decidedOnOlderRun, changedSinceRun, decidedDifferently, feeAlreadyPaid, rightHasEnded,
    closedGate, cycleFrozen, incompleteDecision, unknownReasonCode, sameSignature, nothingToSign,
    nothingToRevoke, noSuchCycle, cycleOutOfOrder, decidedTwice, nobodyDecided,
    anotherList, dayOutOfOrder, gateForbids, anotherReviewer, anotherRight, rightRestorable, listedOtherwise,
  ]

  /// Another decision about the right was recorded in between.
  public static let decidedMeanwhile = ProblemCode("DEC001", .error, zh: "期间已有新的决定", en: "Decided meanwhile")
  /// The decision rests on a run that is not the latest.
  public static let decidedOnOlderRun = ProblemCode(
    "DEC002", .error, zh: "依据的不是最近一次评审", en: "Decided on an older run")
  /// Data of the right were imported after the run.
  public static let changedSinceRun = ProblemCode(
    "DEC003", .error, zh: "评审之后数据有变", en: "Data changed since the run")
  /// Another action stands for the right.
  public static let decidedDifferently = ProblemCode(
    "DEC004", .error, zh: "已有不同的决定", en: "Decided differently")
  /// The next fee of a right to be let go is paid.
  public static let feeAlreadyPaid = ProblemCode("DEC005", .error, zh: "下一笔费用已缴", en: "Next fee already paid")
  /// The right has ended.
  public static let rightHasEnded = ProblemCode("DEC006", .error, zh: "权利已终止", en: "Right has ended")
  /// A gate before the act is closed or a question of it is open.
  public static let closedGate = ProblemCode("DEC007", .error, zh: "处置前的门槛未解除", en: "A gate is not open")
  /// The cycle's list stands already.
  public static let cycleFrozen = ProblemCode("DEC008", .error, zh: "评审周期已冻结", en: "Cycle is frozen")
  /// A row does not say what was decided, by whom, when or why, or not so that it can be read.
  public static let incompleteDecision = ProblemCode("DEC009", .error, zh: "决定不完整", en: "Incomplete decision")
  /// The decision policy has no such reason code.
  public static let unknownReasonCode = ProblemCode(
    "DEC010", .error, zh: "没有这个理由代码", en: "No such reason code")
  /// The second signature is the first person's.
  public static let sameSignature = ProblemCode(
    "DEC011", .error, zh: "须由另一人签署", en: "Another person must sign")
  /// No decision of the right waits for a signature.
  public static let nothingToSign = ProblemCode("DEC012", .error, zh: "没有待签署的决定", en: "Nothing to sign")
  /// There is nothing to take back.
  public static let nothingToRevoke = ProblemCode("DEC013", .error, zh: "没有可撤销的记录", en: "Nothing to revoke")
  /// There is no cycle of that name.
  public static let noSuchCycle = ProblemCode("DEC014", .error, zh: "没有这个评审周期", en: "No such cycle")
  /// A step of a cycle comes out of its order.
  public static let cycleOutOfOrder = ProblemCode("DEC015", .error, zh: "周期步骤次序不对", en: "Cycle out of order")
  /// A list decides about one right twice.
  public static let decidedTwice = ProblemCode("DEC016", .error, zh: "清单中重复决定", en: "Decided twice in a list")
  /// There is no decision to record, or none to act on.
  public static let nobodyDecided = ProblemCode("DEC017", .error, zh: "没有决定", en: "No decision")
  /// A working list was written for another run or cycle than the one that is decided on.
  public static let anotherList = ProblemCode(
    "DEC018", .error, zh: "清单属于另一次评审或周期", en: "List of another run or cycle")
  /// A signature or a paper is dated on a day on which it cannot have been given.
  public static let dayOutOfOrder = ProblemCode("DEC019", .error, zh: "日期次序不对", en: "Day out of order")
  /// A gate forbids the act, and no reason opens it.
  public static let gateForbids = ProblemCode("DEC020", .error, zh: "门槛禁止这一行为", en: "A gate forbids the act")
  /// A working list came back with rights of another unit, or from somebody else than the unit's reviewer.
  public static let anotherReviewer = ProblemCode(
    "DEC021", .error, zh: "清单的单位或评审人不符", en: "List of another unit or reviewer")
  /// A row of a working list has the number of one right and the title of another.
  public static let anotherRight = ProblemCode(
    "DEC022", .error, zh: "清单一行的号码与名称不是同一项权利", en: "Number of one right, title of another")
  /// A right that is to be kept has lapsed and can still be restored.
  public static let rightRestorable = ProblemCode(
    "DEC023", .error, zh: "权利已终止，尚可恢复", en: "Right has lapsed and can be restored")
  /// A row of a working list does not show its right as the run has it.
  public static let listedOtherwise = ProblemCode(
    "DEC024", .error, zh: "清单一行与该号码的权利不符", en: "A row differs from the right of its number")
}
