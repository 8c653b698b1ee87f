// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/plainform.h"

#include "protocol/websocket/closecode.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/compose/editorframe.h"
#include "widgets/compose/filefield.h"
#include "widgets/compose/messageeditor.h"
#include "widgets/compose/variablescope.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace {

using Kind = ComposeDraft::Kind;
using Spelling = ComposeDraft::Spelling;

constexpr std::array<Spelling, 3> BinarySpellings {Spelling::Hex, Spelling::Base64, Spelling::File};
constexpr std::array<Spelling, 3> PingSpellings {Spelling::Text, Spelling::Hex, Spelling::Base64};
constexpr std::array<quint16, 13> NamedCodes {1000, 1001, 1002, 1003, 1007, 1008, 1009,
                                              1010, 1011, 1012, 1013, 3000, 4000};

int indexOf(const std::array<Spelling, 3> &spellings, Spelling spelling)
{
    const auto *const found = std::find(spellings.begin(), spellings.end(), spelling);
    return found == spellings.end() ? 0 : static_cast<int>(found - spellings.begin());
}

QString codeText(quint16 code)
{
    return QStringLiteral("%1 %2").arg(QString::number(code),
                                       QString::fromLatin1(WebSocket::closeCodeName(code)));
}

} // namespace

PlainForm::PlainForm(const Theme &theme, const VariableScope &scope,
                     const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_head(new QWidget)
    , m_foot(new QWidget)
    , m_kind(new SegmentedButton(theme))
    , m_binaryAs(new SegmentedButton(theme))
    , m_pingAs(new SegmentedButton(theme))
    , m_codeLabel(new QLabel(tr("Code")))
    , m_code(new QComboBox)
    , m_size(new QLabel)
    , m_values(new QStackedWidget)
    , m_editor(new MessageEditor(theme, scope))
    , m_frame(new EditorFrame(m_editor, theme))
    , m_file(new FileField(questions))
    , m_problem(new ErrorLabel(theme))
{
    m_kind->addSegment(tr("Text"), tr("A text message"));
    m_kind->addSegment(tr("JSON"), tr("A text message that is checked as JSON"));
    m_kind->addSegment(tr("Binary"), tr("A binary message"));
    m_kind->addSegment(tr("Ping"), tr("A ping, which the server answers"));
    m_kind->addSegment(tr("Close"), tr("The end of the connection, with a code and a reason"));
    m_kind->setAccessibleName(tr("Kind of message"));
    m_binaryAs->addSegment(tr("Hex"));
    m_binaryAs->addSegment(tr("Base64"));
    m_binaryAs->addSegment(tr("File"));
    m_binaryAs->setAccessibleName(tr("How the bytes are written"));
    m_pingAs->addSegment(tr("Text"));
    m_pingAs->addSegment(tr("Hex"));
    m_pingAs->addSegment(tr("Base64"));
    m_pingAs->setAccessibleName(tr("How the payload is written"));
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    for (const quint16 code : NamedCodes)
        m_code->addItem(codeText(code), code);
    m_code->setMinimumContentsLength(20);
    m_code->lineEdit()->setTextMargins(4, 0, 0, 0);
    m_code->setAccessibleName(tr("Close code"));
    m_code->lineEdit()->setAccessibleName(tr("Close code"));
    m_code->setToolTip(tr("1000 to 1003, 1007 to 1014, or 3000 to 4999"));
    m_codeLabel->setForegroundRole(QPalette::PlaceholderText);
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_size->setAccessibleName(tr("Size"));
    auto *const head = new QHBoxLayout(m_head);
    head->setContentsMargins({});
    head->setSpacing(8);
    head->addWidget(m_kind);
    head->addStretch();
    auto *const foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins({});
    foot->setSpacing(8);
    foot->addWidget(m_binaryAs);
    foot->addWidget(m_pingAs);
    foot->addWidget(m_codeLabel);
    foot->addWidget(m_code);
    foot->addWidget(m_size);
    foot->addStretch();

    auto *const filePage = new QWidget;
    auto *const fileLayout = new QVBoxLayout(filePage);
    fileLayout->setContentsMargins({});
    fileLayout->addWidget(m_file);
    fileLayout->addStretch();
    m_values->addWidget(m_frame);
    m_values->addWidget(filePage);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_values, 1);
    layout->addWidget(m_problem);
    setFocusProxy(m_editor);

    for (SegmentedButton *const button : {m_kind, m_binaryAs, m_pingAs})
        connect(button, &SegmentedButton::currentIndexChanged, this, &PlainForm::onKindChosen);
    connect(m_code, &QComboBox::editTextChanged, this, &PlainForm::check);
    connect(m_editor, &QsciScintilla::textChanged, this, &PlainForm::check);
    connect(m_file, &FileField::changed, this, &PlainForm::check);
    connect(&scope, &VariableScope::changed, this, &PlainForm::check);
    ComposeDraft empty;
    empty.protocol = Client::Protocol::WebSocket;
    setDraft(empty);
    onKindChosen();
}

void PlainForm::setDraft(const ComposeDraft &draft)
{
    m_kind->setCurrentIndex(static_cast<int>(draft.kind));
    if (draft.kind == Kind::Binary)
        m_binaryAs->setCurrentIndex(indexOf(BinarySpellings, draft.spelling));
    else if (draft.kind == Kind::Ping)
        m_pingAs->setCurrentIndex(indexOf(PingSpellings, draft.spelling));
    m_file->setFile(draft.fileName, draft.bytes);
    m_code->setEditText(codeText(draft.closeCode));
    m_editor->setContent(draft.text);
    onKindChosen();
}

ComposeDraft PlainForm::draft() const
{
    ComposeDraft draft;
    draft.protocol = Client::Protocol::WebSocket;
    draft.kind = kind();
    draft.spelling = spelling();
    if (draft.kind == Kind::Binary && draft.spelling == Spelling::File) {
        draft.fileName = m_file->fileName();
        draft.bytes = m_file->bytes();
    } else {
        draft.text = m_editor->content();
    }
    if (draft.kind == Kind::Close)
        draft.closeCode = closeCode();
    return draft;
}

void PlainForm::showProblem(const DraftProblem &problem)
{
    display(problem);
    if (problem.place == DraftProblem::Place::CloseCode)
        m_code->setFocus(Qt::OtherFocusReason);
    else
        focusFirst();
}

void PlainForm::focusFirst()
{
    const bool isFile = m_values->currentIndex() == 1;
    (isFile ? static_cast<QWidget *>(m_file) : m_editor)->setFocus(Qt::OtherFocusReason);
}

void PlainForm::onKindChosen()
{
    const Kind now = kind();
    m_binaryAs->setVisible(now == Kind::Binary);
    m_pingAs->setVisible(now == Kind::Ping);
    m_code->setVisible(now == Kind::Close);
    m_codeLabel->setVisible(now == Kind::Close);
    const bool isFile = now == Kind::Binary && spelling() == Spelling::File;
    m_values->setCurrentIndex(isFile ? 1 : 0);
    m_editor->setLanguage(now == Kind::Json ? MessageEditor::Language::Json
                                            : MessageEditor::Language::Text);
    m_editor->setAccessibleName(now == Kind::Close      ? tr("Reason")
                                    : now == Kind::Ping ? tr("Payload")
                                                        : tr("Message"));
    check();
}

void PlainForm::check()
{
    const ComposeDraft now = draft();
    const bool isFile = now.kind == Kind::Binary && now.spelling == Spelling::File;
    const Variables::Values *const values = m_scope.values();
    std::optional<DraftProblem> problem;
    m_size->clear();
    // A file is looked at when it is sent.
    const bool isBlank = now.kind == Kind::Json && now.text.trimmed().isEmpty();
    if (!isFile && !isBlank) {
        ComposeDraft checked = now;
        checked.usesVariables = values != nullptr;
        const Outgoing outgoing = Outgoing::make(
            checked, values ? *values : Variables::Values(),
            [](const QString &, QString *) -> std::optional<QByteArray> { return std::nullopt; });
        if (!outgoing.problems.isEmpty())
            problem = outgoing.problems.front();
        else if (now.kind == Kind::Ping)
            m_size->setText(
                tr("%1 of %2 bytes").arg(outgoing.plain.bytes.size()).arg(Outgoing::MaxPing));
        else if (now.kind == Kind::Close)
            m_size->setText(
                tr("%1 of %2 bytes").arg(outgoing.closeReason.size()).arg(Outgoing::MaxReason));
        else
            m_size->setText(formatExactBytes(outgoing.plain.bytes.size()));
    }
    display(problem);
    emit changed();
}

void PlainForm::display(const std::optional<DraftProblem> &problem)
{
    const bool isText = problem && problem->place == DraftProblem::Place::Text;
    m_editor->showProblem(isText ? problem : std::nullopt);
    m_frame->setWrong(isText);
    m_problem->say(problem ? problem->words : QString());
}

ComposeDraft::Kind PlainForm::kind() const
{
    return static_cast<Kind>(m_kind->currentIndex());
}

ComposeDraft::Spelling PlainForm::spelling() const
{
    const auto at = [](const std::array<Spelling, 3> &spellings, int index) {
        return spellings.at(static_cast<std::size_t>(index));
    };
    if (kind() == Kind::Ping)
        return at(PingSpellings, m_pingAs->currentIndex());
    return at(BinarySpellings, m_binaryAs->currentIndex());
}

quint16 PlainForm::closeCode() const
{
    const QString digits = m_code->currentText().trimmed().section(QLatin1Char(' '), 0, 0);
    bool isNumber = false;
    const quint16 code = digits.toUShort(&isNumber);
    return isNumber ? code : quint16(0);
}
