// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/actionfields.h"

#include "widgets/common/theme.h"
#include "widgets/compose/editorframe.h"
#include "widgets/rules/durationedit.h"
#include "widgets/rules/fieldrows.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <limits>

using namespace Rules;

namespace {

constexpr int TextHeight = 64;
constexpr int MostCopies = 1'000;

/// A few lines of payload.
QPlainTextEdit *textEdit(const Theme &theme, const QString &name)
{
    auto *const edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setFrameShape(QFrame::NoFrame);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(TextHeight);
    const auto apply = [edit, &theme] { edit->setFont(theme.fixedFont()); };
    apply();
    QObject::connect(&theme, &Theme::changed, edit, apply);
    return edit;
}

/// On the ground of editors elsewhere.
QWidget *framed(QPlainTextEdit *edit, const Theme &theme)
{
    auto *const frame = new EditorFrame(edit, theme);
    frame->setFocusProxy(edit);
    return frame;
}

QSpinBox *spinBox(int least, int most, const QString &name)
{
    auto *const box = new QSpinBox;
    box->setRange(least, most);
    box->setObjectName(name);
    return box;
}

} // namespace

/// Changes the action if it is of that kind.
template<typename Kind, typename Change>
void ActionFields::change(const Change &change)
{
    auto *const action = std::get_if<Kind>(&m_action);
    if (m_isFilling || action == nullptr)
        return;
    change(*action);
    emit edited();
}

ActionFields::ActionFields(FieldRows &rows, const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_spread(new QComboBox)
    , m_time(new DurationEdit)
    , m_most(new DurationEdit)
    , m_copies(spinBox(1, MostCopies, QStringLiteral("ruleCopies")))
    , m_by(spinBox(1, MostCopies, QStringLiteral("ruleBy")))
    , m_findKind(new QComboBox)
    , m_find(new QLineEdit)
    , m_with(textEdit(theme, QStringLiteral("ruleWith")))
    , m_code(spinBox(0, std::numeric_limits<quint16>::max(), QStringLiteral("ruleCode")))
    , m_reason(new QLineEdit)
    , m_resets(new QCheckBox(tr("by a reset, as if a machine went down")))
    , m_inMessage(new QCheckBox(tr("after half of the message")))
    , m_bytesPerSecond(
          spinBox(1, std::numeric_limits<int>::max(), QStringLiteral("ruleBytesPerSecond")))
    , m_status(spinBox(100, 999, QStringLiteral("ruleStatus")))
    , m_contentType(new QLineEdit)
    , m_body(textEdit(theme, QStringLiteral("ruleBody")))
{
    makeTimes();
    makeReplace(theme);
    makeEnds();
    makeAnswer(theme);
}

void ActionFields::makeTimes()
{
    m_spread->setObjectName(QStringLiteral("ruleSpread"));
    m_spread->addItems({tr("always the same"), tr("anything between"), tr("around the middle"),
                        tr("mostly short, seldom long")});
    m_spread->setToolTip(tr("Around the middle is a normal distribution with 95 % between both "
                            "times; mostly short is an exponential one with the first time as its "
                            "mean"));
    m_time->setObjectName(QStringLiteral("ruleTime"));
    m_most->setObjectName(QStringLiteral("ruleMost"));
    m_copies->setSuffix(tr(" more"));
    m_by->setSuffix(tr(" later ones"));
    m_rows.add({Field::Spread}, tr("Sp&read"), m_spread);
    m_rows.add({Field::Time}, tr("Ti&me"), m_time);
    m_rows.add({Field::Most}, tr("&Up to"), m_most);
    m_rows.add({Field::Copies}, tr("Co&pies"), m_copies);
    m_rows.add({Field::By}, tr("O&vertaken by"), m_by);
    connect(m_spread, &QComboBox::currentIndexChanged, this, [this](int spread) {
        change<Delay>(
            [spread](Delay &delay) { delay.spread = static_cast<Delay::Spread>(spread); });
        showRows();
    });
    connect(m_time, &QLineEdit::textEdited, this, [this] {
        const auto time = m_time->time().value_or(std::chrono::microseconds(0));
        change<Delay>([time](Delay &delay) { delay.time = time; });
        change<Stall>([time](Stall &stall) { stall.time = time; });
    });
    connect(m_most, &QLineEdit::textEdited, this, [this] {
        const auto most = m_most->time().value_or(std::chrono::microseconds(0));
        change<Delay>([most](Delay &delay) { delay.most = most; });
    });
    connect(m_copies, &QSpinBox::valueChanged, this, [this](int copies) {
        change<Duplicate>([copies](Duplicate &duplicate) { duplicate.copies = copies; });
    });
    connect(m_by, &QSpinBox::valueChanged, this,
            [this](int by) { change<Reorder>([by](Reorder &reorder) { reorder.by = by; }); });
}

void ActionFields::makeReplace(const Theme &theme)
{
    m_findKind->setObjectName(QStringLiteral("ruleFindKind"));
    m_findKind->addItems({tr("a text"), tr("a regular expression"), tr("the value at a pointer")});
    m_find->setObjectName(QStringLiteral("ruleFind"));
    m_find->setAccessibleName(tr("What to look for"));
    const auto apply = [this, &theme] { m_find->setFont(theme.fixedFont()); };
    apply();
    connect(&theme, &Theme::changed, this, apply);
    m_rows.add({Field::Text, Field::Regex, Field::Pointer}, tr("&Replaces"), m_findKind, QString(),
               m_find);
    m_with->setAccessibleName(tr("What stands there then"));
    m_rows.add({Field::With}, tr("&By"), framed(m_with, theme));
    connect(m_findKind, &QComboBox::currentIndexChanged, this, [this](int kind) {
        change<Replace>(
            [kind](Replace &replace) { replace.kind = static_cast<Replace::Find>(kind); });
        showRows();
    });
    connect(m_find, &QLineEdit::textEdited, this, [this](const QString &text) {
        change<Replace>([&text](Replace &replace) { replace.find = text.toUtf8(); });
    });
    connect(m_with, &QPlainTextEdit::textChanged, this, [this] {
        change<Replace>(
            [this](Replace &replace) { replace.with = m_with->toPlainText().toUtf8(); });
    });
}

void ActionFields::makeEnds()
{
    m_reason->setObjectName(QStringLiteral("ruleReason"));
    m_code->setToolTip(tr("1000 is a normal end, 1001 going away, 1011 an internal error, 1012 a "
                          "restart; 4000 to 4999 are the app's own"));
    m_resets->setObjectName(QStringLiteral("ruleResets"));
    m_inMessage->setObjectName(QStringLiteral("ruleInMessage"));
    m_bytesPerSecond->setSuffix(tr(" bytes a second"));
    m_bytesPerSecond->setGroupSeparatorShown(true);
    m_bytesPerSecond->setSingleStep(1'000);
    m_rows.add({Field::Code}, tr("Cod&e"), m_code);
    m_rows.add({Field::Reason}, tr("&Reason"), m_reason);
    m_rows.add({Field::Resets}, QString(), m_resets);
    m_rows.add({Field::InMessage}, QString(), m_inMessage);
    for (QCheckBox *const box : {m_resets, m_inMessage})
        box->setAccessibleName({});
    m_rows.add({Field::BytesPerSecond}, tr("At &most"), m_bytesPerSecond);
    connect(m_code, &QSpinBox::valueChanged, this, [this](int code) {
        change<Close>([code](Close &close) { close.code = static_cast<quint16>(code); });
    });
    connect(m_reason, &QLineEdit::textEdited, this, [this](const QString &text) {
        change<Close>([&text](Close &close) { close.reason = text.toUtf8(); });
    });
    connect(m_resets, &QCheckBox::toggled, this,
            [this](bool resets) { change<Cut>([resets](Cut &cut) { cut.resets = resets; }); });
    connect(m_inMessage, &QCheckBox::toggled, this,
            [this](bool within) { change<Cut>([within](Cut &cut) { cut.inMessage = within; }); });
    connect(m_bytesPerSecond, &QSpinBox::valueChanged, this, [this](int bytes) {
        change<Throttle>([bytes](Throttle &throttle) { throttle.bytesPerSecond = bytes; });
    });
}

void ActionFields::makeAnswer(const Theme &theme)
{
    m_contentType->setObjectName(QStringLiteral("ruleContentType"));
    m_rows.add({Field::Status}, tr("Stat&us"), m_status);
    m_rows.add({Field::ContentType}, tr("Content t&ype"), m_contentType);
    m_body->setAccessibleName(tr("Body"));
    m_rows.add({Field::Body}, tr("&Body"), framed(m_body, theme));
    connect(m_status, &QSpinBox::valueChanged, this, [this](int status) {
        change<Answer>([status](Answer &answer) { answer.status = status; });
    });
    connect(m_contentType, &QLineEdit::textEdited, this, [this](const QString &text) {
        change<Answer>([&text](Answer &answer) { answer.contentType = text.toUtf8(); });
    });
    connect(m_body, &QPlainTextEdit::textChanged, this, [this] {
        change<Answer>([this](Answer &answer) { answer.body = m_body->toPlainText().toUtf8(); });
    });
}

void ActionFields::setAction(const Action &action, Subject subject)
{
    m_isFilling = true;
    m_action = action;
    const auto text = [](const QByteArray &utf8) { return QString::fromUtf8(utf8); };
    if (const auto *delay = std::get_if<Delay>(&action)) {
        m_spread->setCurrentIndex(static_cast<int>(delay->spread));
        m_time->setTime(delay->time);
        m_most->setTime(delay->most);
    } else if (const auto *duplicate = std::get_if<Duplicate>(&action)) {
        m_copies->setValue(duplicate->copies);
    } else if (const auto *reorder = std::get_if<Reorder>(&action)) {
        m_by->setValue(reorder->by);
    } else if (const auto *replace = std::get_if<Replace>(&action)) {
        m_findKind->setCurrentIndex(static_cast<int>(replace->kind));
        m_find->setText(text(replace->find));
        m_with->setPlainText(text(replace->with));
    } else if (const auto *close = std::get_if<Close>(&action)) {
        m_code->setValue(close->code);
        m_reason->setText(text(close->reason));
    } else if (const auto *cut = std::get_if<Cut>(&action)) {
        m_resets->setChecked(cut->resets);
        m_inMessage->setChecked(cut->inMessage);
    } else if (const auto *stall = std::get_if<Stall>(&action)) {
        m_time->setTime(stall->time);
    } else if (const auto *throttle = std::get_if<Throttle>(&action)) {
        m_bytesPerSecond->setValue(static_cast<int>(throttle->bytesPerSecond));
    } else if (const auto *answer = std::get_if<Answer>(&action)) {
        m_status->setValue(answer->status);
        m_contentType->setText(text(answer->contentType));
        m_body->setPlainText(text(answer->body));
    }
    m_isFilling = false;
    m_subject = subject;
    showRows();
}

void ActionFields::showRows()
{
    const auto *const delay = std::get_if<Delay>(&m_action);
    const auto *const replace = std::get_if<Replace>(&m_action);
    const bool isStall = std::holds_alternative<Stall>(m_action);
    const bool isClose = std::holds_alternative<Close>(m_action);
    const bool isCut = std::holds_alternative<Cut>(m_action);
    const bool isAnswer = std::holds_alternative<Answer>(m_action);
    m_rows.setVisible(Field::Spread, delay != nullptr);
    m_rows.setVisible(Field::Time, delay != nullptr || isStall);
    m_rows.setVisible(Field::Most, delay != nullptr && delay->spread != Delay::Spread::Fixed);
    m_rows.setVisible(Field::Copies, std::holds_alternative<Duplicate>(m_action));
    m_rows.setVisible(Field::By, std::holds_alternative<Reorder>(m_action));
    m_rows.setVisible(Field::Text, replace != nullptr);
    m_rows.setVisible(Field::With, replace != nullptr);
    m_rows.setVisible(Field::Code, isClose);
    m_rows.setVisible(Field::Reason, isClose);
    m_rows.setVisible(Field::Resets, isCut);
    m_rows.setVisible(Field::InMessage, isCut && m_subject == Subject::Message);
    m_rows.setVisible(Field::BytesPerSecond, std::holds_alternative<Throttle>(m_action));
    m_rows.setVisible(Field::Status, isAnswer);
    m_rows.setVisible(Field::ContentType, isAnswer);
    m_rows.setVisible(Field::Body, isAnswer);
    m_time->setPlaceholderText(isStall ? tr("as long as the rule is active") : tr("0s"));
    if (replace == nullptr)
        return;
    const bool isPointer = replace->kind == Replace::Find::Pointer;
    m_find->setPlaceholderText(isPointer ? QStringLiteral("/1/user/id") : QString());
    m_find->setToolTip(isPointer ? tr("A JSON pointer from the outermost value on: of an event, /0 "
                                      "is its name and /1 its first argument")
                                 : tr("Each place where it stands is replaced"));
    m_with->setPlaceholderText(isPointer ? tr(R"(JSON: 7, "text", {"ok":false})")
                                         : tr("nothing: it is taken out"));
}

std::optional<Fault> ActionFields::unreadable() const
{
    const QByteArray words = tr("This is no time: 250ms, 1.5s or 20s would be one.").toUtf8();
    const auto *const delay = std::get_if<Delay>(&m_action);
    if ((delay != nullptr || std::holds_alternative<Stall>(m_action)) && !m_time->time())
        return Fault {0, Field::Time, words};
    if (delay != nullptr && delay->spread != Delay::Spread::Fixed && !m_most->time())
        return Fault {0, Field::Most, words};
    return std::nullopt;
}
