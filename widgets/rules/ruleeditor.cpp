// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/ruleeditor.h"

#include "widgets/common/theme.h"
#include "widgets/rules/actionfields.h"
#include "widgets/rules/durationedit.h"
#include "widgets/rules/rulewords.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

using namespace Rules;

namespace {

constexpr int MostTimes = 1'000'000'000;

/// Says 50 % instead of 50.00 %.
class PercentBox : public QDoubleSpinBox
{
public:
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace

RuleEditor::RuleEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_rows(this, theme)
    , m_name(new QLineEdit)
    , m_subject(new QComboBox)
    , m_filter(new QLineEdit)
    , m_direction(new QComboBox)
    , m_asked(new QComboBox)
    , m_path(new QLineEdit)
    , m_action(new QComboBox)
    , m_percent(new PercentBox)
    , m_times(new QSpinBox)
    , m_after(new DurationEdit)
    , m_length(new DurationEdit)
{
    m_name->setObjectName(QStringLiteral("ruleName"));
    m_name->setToolTip(tr("Stands in the capture as who did it: changed:\"this name\""));
    m_rows.add({Field::Name}, tr("&Name"), m_name);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_rule.name = text.toUtf8();
        changed();
    });
    makeSubject(theme);
    m_action->setObjectName(QStringLiteral("ruleAction"));
    m_rows.add({Field::Do}, tr("&Does"), m_action);
    connect(m_action, &QComboBox::currentIndexChanged, this, &RuleEditor::takeAction);
    m_fields = new ActionFields(m_rows, theme, this);
    connect(m_fields, &ActionFields::edited, this, [this] {
        m_rule.action = m_fields->action();
        changed();
    });
    makeBounds();
    setRule({});
}

void RuleEditor::makeSubject(const Theme &theme)
{
    m_subject->setObjectName(QStringLiteral("ruleSubject"));
    m_subject->addItems({tr("messages"), tr("HTTP requests"), tr("connections")});
    m_filter->setObjectName(QStringLiteral("ruleFilter"));
    m_filter->setPlaceholderText(tr("all, or event:\"chat message\", kind:ack, data.id=7"));
    m_filter->setToolTip(tr("Which messages, in the language of the filter bar: all that can be "
                            "told of a message on its way"));
    const auto apply = [this, &theme] { m_filter->setFont(theme.fixedFont()); };
    apply();
    connect(&theme, &Theme::changed, this, apply);
    m_direction->setObjectName(QStringLiteral("ruleDirection"));
    m_direction->addItems({tr("both ways"), tr("to the server"), tr("to the app")});
    m_asked->setObjectName(QStringLiteral("ruleAsked"));
    m_asked->addItems({tr("every request"), tr("upgrades to WebSocket"), tr("polling"),
                       tr("those that open a session"), tr("those of a session, with a sid")});
    m_path->setObjectName(QStringLiteral("rulePath"));
    m_path->setPlaceholderText(tr("all, or /socket.io/*"));
    m_path->setToolTip(tr("The path without the query; * is any run of characters"));
    m_rows.add({Field::Subject}, tr("&Looks at"), m_subject);
    m_rows.add({Field::Match}, tr("&Filter"), m_filter);
    m_rows.add({Field::Direction}, tr("D&irection"), m_direction);
    m_rows.add({Field::Asked}, tr("&Which"), m_asked);
    m_rows.add({Field::Path}, tr("&Path"), m_path);
    for (QComboBox *const box : {m_subject, m_direction, m_asked})
        connect(box, &QComboBox::currentIndexChanged, this, &RuleEditor::takeSubject);
    for (QLineEdit *const edit : {m_filter, m_path})
        connect(edit, &QLineEdit::textEdited, this, &RuleEditor::takeSubject);
}

void RuleEditor::makeBounds()
{
    m_percent->setObjectName(QStringLiteral("rulePercent"));
    m_percent->setRange(0.01, 100);
    m_percent->setDecimals(2);
    m_percent->setSuffix(tr(" %"));
    m_percent->setToolTip(tr("Of those that fit so many, by chance: the same each time for the "
                             "same seed"));
    m_times->setObjectName(QStringLiteral("ruleTimes"));
    m_times->setRange(0, MostTimes);
    m_times->setSpecialValueText(tr("without end"));
    m_times->setSuffix(tr(" times"));
    m_times->setToolTip(tr("How often it is used at most"));
    m_after->setObjectName(QStringLiteral("ruleAfter"));
    m_after->setPlaceholderText(tr("at once"));
    m_after->setToolTip(tr("How long after it was switched on it becomes active: 3s"));
    m_length->setObjectName(QStringLiteral("ruleLength"));
    m_length->setPlaceholderText(tr("no end"));
    m_length->setToolTip(tr("How long it is active then: 20s"));
    m_rows.add({Field::Percent, Field::Times}, tr("&Share"), m_percent, tr("used"), m_times);
    m_rows.add({Field::After, Field::For}, tr("Af&ter"), m_after, tr("f&or"), m_length);
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        if (!m_isFilling) {
            m_rule.percent = percent;
            changed();
        }
    });
    connect(m_times, &QSpinBox::valueChanged, this, [this](int times) {
        if (!m_isFilling) {
            m_rule.times = times;
            changed();
        }
    });
    connect(m_after, &QLineEdit::textEdited, this, [this] {
        m_rule.after = m_after->time().value_or(m_rule.after);
        changed();
    });
    connect(m_length, &QLineEdit::textEdited, this, [this] {
        m_rule.length = m_length->time().value_or(m_rule.length);
        changed();
    });
}

void RuleEditor::setRule(const Rule &rule)
{
    m_isFilling = true;
    m_rule = rule;
    m_kept.clear();
    m_name->setText(QString::fromUtf8(rule.name));
    m_subject->setCurrentIndex(static_cast<int>(rule.subject));
    m_filter->setText(QString::fromUtf8(rule.filter));
    m_direction->setCurrentIndex(rule.direction ? static_cast<int>(*rule.direction) + 1 : 0);
    m_asked->setCurrentIndex(static_cast<int>(rule.asked));
    m_path->setText(QString::fromUtf8(rule.path));
    m_percent->setValue(rule.percent);
    m_times->setValue(rule.times);
    m_after->setTime(rule.after);
    m_length->setTime(rule.length);
    fillActions();
    m_isFilling = false;
    showRows();
}

/// Those that go with the subject.
void RuleEditor::fillActions()
{
    const bool wasFilling = std::exchange(m_isFilling, true);
    m_action->clear();
    for (const std::size_t kind : actionsFor(m_rule.subject)) {
        m_action->addItem(actionTitles().at(qsizetype(kind)), int(kind));
        m_action->setItemData(m_action->count() - 1, actionHints().at(qsizetype(kind)),
                              Qt::ToolTipRole);
    }
    m_action->setCurrentIndex(m_action->findData(int(m_rule.action.index())));
    m_fields->setAction(m_rule.action, m_rule.subject);
    m_isFilling = wasFilling;
}

void RuleEditor::takeSubject()
{
    if (m_isFilling)
        return;
    const auto subject = static_cast<Subject>(m_subject->currentIndex());
    const bool isOther = m_rule.subject != subject;
    m_rule.subject = subject;
    const bool isMessage = subject == Subject::Message;
    const bool isRequest = subject == Subject::Request;
    m_rule.filter = isMessage ? m_filter->text().toUtf8() : QByteArray();
    m_rule.direction.reset();
    if (isMessage && m_direction->currentIndex() > 0)
        m_rule.direction = static_cast<Capture::Direction>(m_direction->currentIndex() - 1);
    m_rule.asked = isRequest ? static_cast<Asked>(m_asked->currentIndex()) : Asked::Any;
    m_rule.path = isRequest ? m_path->text().toUtf8() : QByteArray();
    if (isOther) {
        if (!canDo(subject, m_rule.action.index())) {
            m_kept[m_rule.action.index()] = m_rule.action;
            const std::size_t kind = actionsFor(subject).back();
            m_rule.action = m_kept.contains(kind) ? m_kept.at(kind) : newAction(kind);
        }
        if (auto *const cut = std::get_if<Cut>(&m_rule.action); cut != nullptr && !isMessage)
            cut->inMessage = false;
        fillActions();
    }
    changed();
}

void RuleEditor::takeAction()
{
    if (m_isFilling || m_action->currentIndex() < 0)
        return;
    m_kept[m_rule.action.index()] = m_rule.action;
    const auto kind = static_cast<std::size_t>(m_action->currentData().toInt());
    m_rule.action = m_kept.contains(kind) ? m_kept.at(kind) : newAction(kind);
    m_fields->setAction(m_rule.action, m_rule.subject);
    changed();
}

void RuleEditor::changed()
{
    showRows();
    emit edited();
}

void RuleEditor::showRows()
{
    m_rows.setVisible(Field::Match, m_rule.subject == Subject::Message);
    m_rows.setVisible(Field::Direction, m_rule.subject == Subject::Message);
    m_rows.setVisible(Field::Asked, m_rule.subject == Subject::Request);
    m_rows.setVisible(Field::Path, m_rule.subject == Subject::Request);
    m_action->setToolTip(actionHints().at(qsizetype(m_rule.action.index())));
    m_rows.say(fault());
}

std::optional<Fault> RuleEditor::fault() const
{
    const QByteArray words = tr("This is no time: 250ms, 1.5s or 20s would be one.").toUtf8();
    if (auto unreadable = m_fields->unreadable())
        return unreadable;
    if (!m_after->time())
        return Fault {0, Field::After, words};
    if (!m_length->time())
        return Fault {0, Field::For, words};
    return faultOf(m_rule);
}

void RuleEditor::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}
