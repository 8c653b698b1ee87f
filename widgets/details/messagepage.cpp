// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/messagepage.h"

#include "widgets/common/chip.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/common/words.h"
#include "widgets/details/alterationblock.h"
#include "widgets/details/answerblock.h"
#include "widgets/details/costbar.h"
#include "widgets/details/jsontreeview.h"
#include "widgets/details/loadbar.h"
#include "widgets/details/noteblock.h"
#include "widgets/details/otherversion.h"
#include "widgets/details/panelheading.h"
#include "widgets/details/partswitch.h"
#include "widgets/details/textview.h"
#include "widgets/details/utf8.h"
#include "widgets/problems/problemwords.h"

#include <QHBoxLayout>
#include <QMimeDatabase>
#include <QStackedWidget>
#include <QVBoxLayout>

using Capture::Kind;

namespace {

constexpr qsizetype BytesForType = 2048;

QString dotted(const QStringList &words)
{
    QStringList list = words;
    list.removeAll(QString());
    return list.join(QStringLiteral(" · "));
}

// "application/pdf", or nothing where that would say nothing.
QString mimeType(const QByteArray &bytes)
{
    const QString name = QMimeDatabase().mimeTypeForData(bytes.left(BytesForType)).name();
    const bool isVague = name == QLatin1String("application/octet-stream")
        || name == QLatin1String("text/plain") || name == QLatin1String("application/x-zerosize");
    return isVague ? QString() : name;
}

QString eventTitle(const Capture::MessageRecord &record)
{
    if (!record.event.isEmpty())
        return singleLine(record.event, 200);
    switch (record.kind) {
    case Kind::Connect:
        return MessagePage::tr("Connect to %1").arg(singleLine(record.nsp, 100));
    case Kind::Disconnect:
        return MessagePage::tr("Disconnect from %1").arg(singleLine(record.nsp, 100));
    case Kind::ConnectError:
        return MessagePage::tr("Refused: %1").arg(singleLine(record.nsp, 100));
    case Kind::Event:
        return MessagePage::tr("Event without a name");
    case Kind::Ack:
        return record.ackOf != 0 ? MessagePage::tr("Answer to #%1").arg(record.ackOf)
                                 : MessagePage::tr("Answer");
    case Kind::EioOpen:
        return MessagePage::tr("Session opened");
    case Kind::EioClose:
        return MessagePage::tr("Session closed");
    case Kind::EioPing:
    case Kind::EioPong:
        return MessagePage::tr("Engine.IO heartbeat");
    case Kind::EioMessage:
        return MessagePage::tr("Engine.IO message");
    case Kind::EioUpgrade:
        return MessagePage::tr("Upgrade to WebSocket");
    case Kind::EioNoop:
        return MessagePage::tr("Nothing, to end a poll");
    case Kind::Text:
        return MessagePage::tr("Text message");
    case Kind::Binary:
        return MessagePage::tr("Binary message");
    case Kind::Ping:
    case Kind::Pong:
        return MessagePage::tr("WebSocket heartbeat");
    case Kind::Close:
        return MessagePage::tr("WebSocket close");
    case Kind::Handshake:
    case Kind::Http:
        return MessagePage::tr("HTTP exchange");
    case Kind::Raw:
        break;
    }
    return MessagePage::tr("Bytes that are no HTTP");
}

QString problemLines(const Problems &problems)
{
    QStringList lines;
    problems.forEach([&lines](Problem problem) {
        const ProblemWords words = problemWords(problem);
        lines += QStringLiteral("⚠ %1 — %2").arg(words.title, words.meaning);
    });
    return lines.join(QLatin1Char('\n'));
}

bool isOver(const Subject &subject)
{
    return subject.session && subject.session->state == Capture::SessionRecord::State::Closed;
}

void setColor(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    label->setForegroundRole(QPalette::WindowText);
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

MessagePage::MessagePage(const Theme &theme, QWidget *parent)
    : DetailsPage(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_chip(new Chip(theme))
    , m_meta(makeDimLabel())
    , m_problems(new QLabel)
    , m_note(new NoteBlock(theme))
    , m_alteration(new AlterationBlock(theme))
    , m_facts(new Facts)
    , m_parts(new PartSwitch)
    , m_stack(new QStackedWidget)
    , m_tree(new JsonTreeView(theme))
    , m_text(new TextView(theme))
    , m_bar(new LoadBar)
    , m_loader(new PayloadLoader(this))
    , m_answer(new AnswerBlock(theme))
    , m_answerLine(makeLine())
    , m_costBlock(new QWidget)
    , m_cost(new CostBar(theme))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setWordWrap(true);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problems->setContentsMargins(12, 0, 12, 8);
    m_problems->setAccessibleName(tr("Problems"));
    m_text->setAccessibleName(tr("Data as text"));

    auto *const titleRow = new QHBoxLayout;
    titleRow->setContentsMargins(12, 12, 12, 0);
    titleRow->setSpacing(8);
    titleRow->addWidget(m_title, 1);
    titleRow->addWidget(m_chip);
    m_meta->setContentsMargins(12, 4, 12, 8);

    auto *const costLayout = new QVBoxLayout(m_costBlock);
    costLayout->setContentsMargins(12, 12, 12, 12);
    costLayout->setSpacing(8);
    costLayout->addWidget(new PanelHeading(tr("What it cost"), theme));
    costLayout->addWidget(m_cost);
    auto *const costLine = makeLine();

    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(titleRow);
    layout->addWidget(m_meta);
    layout->addWidget(m_problems);
    layout->addWidget(m_note);
    layout->addWidget(m_facts);
    layout->addWidget(m_alteration);
    layout->addWidget(m_parts);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_bar);
    layout->addWidget(m_answerLine);
    layout->addWidget(m_answer);
    layout->addWidget(costLine);
    layout->addWidget(m_costBlock);

    connect(m_tree, &JsonTreeView::attachmentActivated, this, &MessagePage::attachmentRequested);
    connect(m_alteration, &AlterationBlock::versionChosen, this, &MessagePage::showData);
    connect(m_answer, &AnswerBlock::jumpRequested, this, &MessagePage::messageRequested);
    connect(m_parts, &PartSwitch::chosen, this, &MessagePage::showPart);
    connect(m_bar, &LoadBar::loadRequested, this, [this] {
        m_loader->start(m_payload);
        m_bar->showLoading(m_payload->head.size(), m_payload->size);
    });
    connect(m_bar, &LoadBar::cancelRequested, this, [this] {
        m_loader->stop();
        showData();
    });
    connect(m_loader, &PayloadLoader::progressed, this,
            [this](qint64 loaded) { m_bar->showLoading(loaded, m_payload->size); });
    connect(m_loader, &PayloadLoader::finished, this, &MessagePage::showData);
    connect(&theme, &Theme::changed, this, [this] { showHeader(m_subject); });
}

void MessagePage::showSubject(const Subject &subject)
{
    m_subject = subject;
    showHeader(subject);
    showProblems(subject);
    updateAnswer(subject);
    if (subject.isExchange())
        m_cost->setExchange(*subject.exchange);
    else if (subject.message)
        m_cost->setMessage(subject.message->record);
    m_costBlock->setVisible(subject.isExchange() || subject.message);
    m_parts->setPayloads(subject.isExchange() ? subject.payloads
                                              : std::vector<std::shared_ptr<Payload>> {});
    showPart(m_parts->current());
}

void MessagePage::updateAnswer(const Subject &subject)
{
    if (subject.message) {
        m_subject.message = subject.message;
        m_subject.session = subject.session;
    }
    if (subject.message && !subject.isExchange())
        m_answer->setMessage(*subject.message, isOver(subject));
    else
        m_answer->hide();
    if (subject.message)
        m_alteration->setMessage(*subject.message);
    else
        m_alteration->clear();
    m_answerLine->setVisible(!m_answer->isHidden());
}

void MessagePage::setKeysRevealed(bool revealed)
{
    m_subject.mask.setRevealed(revealed);
    m_tree->jsonModel()->setMask(m_subject.mask);
    if (m_stack->currentWidget() == m_text)
        showData();
}

void MessagePage::showHeader(const Subject &subject)
{
    m_facts->setFacts({});
    if (subject.isExchange())
        showExchangeHeader(subject);
    else if (subject.message)
        showMessageHeader(subject);
    else
        showSessionHeader(subject);
    m_chip->setAccessibleName(m_chip->text());
    m_chip->setVisible(!m_chip->text().isEmpty());
    m_title->setToolTip(m_title->text());
    setColor(m_problems, m_theme.colors().error);
}

void MessagePage::showMessageHeader(const Subject &subject)
{
    const Capture::MessageRecord &record = subject.message->record;
    m_title->setText(eventTitle(record));
    m_chip->setText(kindLabel(record), kindColor(record, m_theme));
    const QString transport
        = record.transport == Capture::Transport::Polling ? tr("polling") : QString();
    m_meta->setText(dotted({
        QStringLiteral("#%1").arg(record.id),
        directionWord(record.direction),
        singleLine(record.nsp, 100),
        subject.session ? sessionTitle(*subject.session) : QString(),
        record.ackId >= 0 ? tr("ack %1").arg(record.ackId) : QString(),
        record.isMsgpack ? tr("MessagePack") : QString(),
        transport,
        formatTime(record.time),
    }));
    m_meta->setToolTip(formatFullTime(record.time));
    Facts::List facts;
    if (record.dialect != Dialects::Dialect::None) {
        facts += {tr("Dialect"), dialectTitle(record.dialect)};
        facts += {tr("Verb"), singleLine(record.verb, 200)};
    }
    if (!record.changed.isEmpty() && subject.message->alterations.empty())
        facts += {tr("Changed"), QString::fromUtf8(record.changed)};
    if (record.kind == Kind::Close && !subject.payloads.empty()) {
        const QByteArray payload = subject.payloads.front()->head;
        facts += {tr("Close code"), closeCodeText(payload)};
        facts += {tr("Reason"), Utf8::toText(payload.mid(2))};
    }
    m_ownFacts = facts;
    showMessageFacts();
}

void MessagePage::showMessageFacts()
{
    const bool isOfThis = m_subject.message && m_subject.message->record.id == m_moreOf;
    m_facts->setFacts(isOfThis ? m_ownFacts + m_moreFacts : m_ownFacts);
}

void MessagePage::setMoreFacts(Capture::Id message, const Facts::List &facts)
{
    m_moreOf = message;
    m_moreFacts = facts;
    if (m_subject.message && !m_subject.isExchange() && m_subject.message->record.id == message)
        showMessageFacts();
}

void MessagePage::showExchangeHeader(const Subject &subject)
{
    const Capture::ExchangeRecord &record = *subject.exchange;
    m_title->setText(QStringLiteral("%1 %2").arg(
        singleLine(record.method, 20), subject.mask.apply(singleLine(record.target, 400))));
    const Colors &colors = m_theme.colors();
    m_chip->setText(record.status == 0 ? tr("no response") : QString::number(record.status),
                    record.status >= 400 || record.status == 0 ? colors.error : colors.sent);
    m_meta->setText(dotted({
        tr("exchange #%1").arg(record.id),
        record.isHandshake ? tr("WebSocket handshake") : QString(),
        record.isPolling ? tr("Engine.IO polling") : QString(),
        record.isOurs ? tr("answered by the tap") : QString(),
        subject.session ? sessionTitle(*subject.session) : QString(),
    }));
    const auto since = [&record](const std::optional<Capture::Time> &time) {
        return time ? formatDuration(*time - record.requestStarted) : QString();
    };
    m_facts->setFacts({
        {tr("Asked"), formatFullTime(record.requestStarted)},
        {tr("First byte"), since(record.responseStarted)},
        {tr("Complete"), since(record.responseEnded)},
        {tr("Coding"), QString::fromUtf8(record.responseCoding)},
    });
}

void MessagePage::showSessionHeader(const Subject &subject)
{
    m_chip->setText({});
    m_meta->clear();
    if (subject.session) {
        m_title->setText(sessionTitle(*subject.session));
        m_chip->setText(sessionProtocol(*subject.session), m_theme.colors().text);
        m_meta->setText(dotted({
            tr("session #%1").arg(subject.session->id),
            sessionTransports(*subject.session),
            tr("%1 sent").arg(formatNumber(subject.session->sentMessages)),
            tr("%1 received").arg(formatNumber(subject.session->receivedMessages)),
            QString::fromUtf8(subject.session->closeReason),
        }));
    } else if (subject.connection) {
        m_title->setText(tr("Connection #%1").arg(subject.connection->id));
        m_meta->setText(dotted({QString::fromUtf8(subject.connection->client),
                                QString::fromUtf8(subject.connection->target)}));
    } else {
        m_title->setText(tr("Nothing is selected"));
        m_meta->setText(tr("Select a message, a frame or an exchange to see all of it here."));
    }
}

void MessagePage::showProblems(const Subject &subject)
{
    Problems problems;
    if (subject.isExchange())
        problems.add(subject.exchange->problems);
    if (subject.message)
        problems.add(subject.message->record.problems);
    else if (!subject.isExchange() && subject.connection)
        problems.add(subject.connection->problems);
    m_problems->setText(problemLines(problems));
    m_problems->setVisible(!problems.isEmpty());
}

QString MessagePage::problemText() const
{
    return m_problems->text();
}

void MessagePage::showPart(std::size_t number)
{
    m_loader->stop();
    m_payload = number < m_subject.payloads.size() ? m_subject.payloads[number] : nullptr;
    showData();
}

void MessagePage::showDataText(const QString &text)
{
    m_tree->jsonModel()->clear();
    m_text->setContent(text);
    m_stack->setCurrentWidget(m_text);
}

void MessagePage::showData()
{
    if (!m_payload) {
        showDataText({});
        m_bar->hide();
        return;
    }
    MessageData content;
    QList<JsonTreeModel::Attachment> attachments;
    if (m_subject.isExchange() || !m_subject.message) {
        content.bytes = m_payload->head;
        content.isCut = !m_payload->isWhole;
        content.isJson = JsonOutline::looksLikeContainer(content.bytes);
    } else {
        content = messageData(m_subject.message->record, m_payload->head);
        for (std::size_t i = 1; i < m_subject.payloads.size(); ++i)
            attachments += {m_subject.payloads[i]->size, mimeType(m_subject.payloads[i]->head)};
    }
    m_bar->showState(m_payload->head.size(), m_payload->size, m_payload->isWhole, m_payload->note);
    if (!showOtherVersion(content))
        showContent(content, attachments);
}

/// What stands on the other side of the tap, or both compared, if that is asked for.
bool MessagePage::showOtherVersion(const MessageData &crossed)
{
    using Version = AlterationBlock::Version;
    const Capture::Alteration *const replaced
        = m_subject.message ? replacementOf(*m_subject.message) : nullptr;
    if (replaced == nullptr || m_subject.isExchange() || m_parts->current() != 0
        || m_alteration->version() == Version::Crossed)
        return false;
    const MessageData other = otherData(m_subject.message->record, *replaced);
    if (m_alteration->version() == Version::Other)
        showContent(other, {});
    else
        showDataText(
            m_subject.mask.apply(comparedVersions(m_subject.message->record, crossed, other)));
    return true;
}

void MessagePage::showContent(const MessageData &content,
                              const QList<JsonTreeModel::Attachment> &attachments)
{
    const bool isRendered = m_subject.message && m_subject.message->record.isMsgpack;
    const bool isClose = m_subject.message && m_subject.message->record.kind == Kind::Close;
    if (content.isJson) {
        m_tree->jsonModel()->setDocument(JsonOutline(content.bytes, content.isCut), attachments,
                                         m_subject.mask, isRendered);
        m_tree->openFirstLevels();
        m_stack->setCurrentWidget(m_tree);
    } else if (isClose || content.bytes.isEmpty()) {
        showDataText({});
    } else if (const QByteArrayView text = content.isCut ? Utf8::wholeSequences(content.bytes)
                                                         : QByteArrayView(content.bytes);
               Utf8::isValid(text)) {
        showDataText(m_subject.mask.apply(Utf8::toText(text)));
    } else {
        const QString type = mimeType(content.bytes);
        const QString size
            = formatExactBytes(m_payload->size >= 0 ? m_payload->size : m_payload->head.size());
        showDataText(dotted({tr("%1 of binary data").arg(size), type}) + QStringLiteral("\n\n")
                     + hexLine(content.bytes, 256));
    }
}
