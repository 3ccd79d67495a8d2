extension ProblemCode {
  /// The codes of filled-in questionnaires.
  public static let questionnaireCodes: [ProblemCode] = [
    incompleteQuestionnaire, badAnswer, unknownQuestion, openAnswers, noQuestions, nobodyAsked,
    otherModelsForm, otherPortfoliosForm, otherVersionsForm, answeredInTheFuture,
  ]

  /// A form does not say who answered or when, or has lost its heads.
  public static let incompleteQuestionnaire = ProblemCode(
    "QST001", .error, zh: "评价表不完整", en: "Incomplete questionnaire")
  /// An answer is no whole number from 1 to 5.
  public static let badAnswer = ProblemCode("QST002", .error, zh: "分值无效", en: "Answer not valid")
  /// A column asks a question whose name no loaded model knows.
  public static let unknownQuestion = ProblemCode(
    "QST003", .warning, zh: "没有模型使用的问题", en: "Question that no model asks")
  /// A questionnaire is asked for of a model without questions.
  public static let noQuestions = ProblemCode(
    "QST005", .error, zh: "模型没有专家问题", en: "Model without questions")
  /// A questionnaire would be empty: no right of that unit, or no question for that role.
  public static let nobodyAsked = ProblemCode(
    "QST006", .error, zh: "没有要评价的内容", en: "Nothing to ask")
  /// A form names a model that is not at hand, or asks what its model does not.
  public static let otherModelsForm = ProblemCode(
    "QST007", .error, zh: "其他模型的评价表", en: "Form of another model")
  /// A form was made for another portfolio.
  public static let otherPortfoliosForm = ProblemCode(
    "QST008", .error, zh: "其他组合的评价表", en: "Form of another portfolio")
  /// A form was made from another version of the model.
  public static let otherVersionsForm = ProblemCode(
    "QST009", .warning, zh: "其他版本的评价表", en: "Form of another version")
  /// A form bears a day that has not come yet; or, as a warning, one before the facts that it shows.
  public static let answeredInTheFuture = ProblemCode(
    "QST010", .error, zh: "评价日有误", en: "Day of assessment in doubt")
  /// Answers that were asked for are not there.
  public static let openAnswers = ProblemCode("QST004", .note, zh: "未作答", en: "Answers left open")
}
