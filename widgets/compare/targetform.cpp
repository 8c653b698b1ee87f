// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/targetform.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>

using Compare::Target;

TargetForm::TargetForm(QWidget *parent)
    : QWidget(parent)
    , m_certificate(new QCheckBox(tr("Accept any certificate")))
{
    auto *const form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_address = addLine(*form, tr("&Address"), QStringLiteral("http://127.0.0.1:3000"),
                        tr("http, https, ws or wss, without a path; several with spaces between "
                           "are compared with each other"));
    m_echo = addLine(*form, tr("&Echo event"), tr("not measured"),
                     tr("A Socket.IO event that the server acknowledges with what it was sent"));
    m_broadcast = addLine(*form, tr("&Broadcast"), tr("not measured"),
                          tr("A Socket.IO event whose arguments the server sends to all others in "
                             "the namespace"));
    m_oneWay = addLine(*form, tr("&One way"), tr("not measured"),
                       tr("A Socket.IO event that the server reads and does nothing about; one "
                          "that it doesn't know will do"));
    m_nsp = addLine(*form, tr("&Namespace"), QStringLiteral("/"), tr("Where those events are"));
    m_path = addLine(*form, tr("Socket.IO &path"), tr("it has none"),
                     tr("Where Socket.IO is served: /socket.io/ unless it was told otherwise"));
    m_auth = addLine(*form, tr("A&uth"), QStringLiteral("{\"token\":\"…\"}"),
                     tr("What the server wants to be told on connecting: a JSON object"));
    m_webSocketPath = addLine(*form, tr("&WebSocket"), tr("not measured"),
                              tr("The path of a plain WebSocket that says back what it hears"));
    m_chatPath = addLine(*form, tr("WS broad&cast"), tr("not measured"),
                         tr("The path of a plain WebSocket that sends what one says to all "
                            "others"));
    m_certificate->setToolTip(tr("For a certificate of your own making. Nobody checks then who "
                                 "answers."));
    form->addRow(QString(), m_certificate);
    connect(m_certificate, &QCheckBox::toggled, this, &TargetForm::changed);
    m_address->setObjectName(QStringLiteral("compareAddress"));
    m_echo->setObjectName(QStringLiteral("compareEcho"));
    m_webSocketPath->setObjectName(QStringLiteral("compareWebSocketPath"));
    setTargets({});
}

QLineEdit *TargetForm::addLine(QFormLayout &form, const QString &label, const QString &placeholder,
                               const QString &hint) const
{
    auto *const line = new QLineEdit;
    line->setPlaceholderText(placeholder);
    line->setToolTip(hint);
    line->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    line->setAccessibleDescription(hint);
    form.addRow(label, line);
    connect(line, &QLineEdit::textEdited, this, &TargetForm::changed);
    return line;
}

void TargetForm::setTargets(const QList<Target> &targets)
{
    QStringList addresses;
    for (const Target &target : targets)
        addresses += QString::fromUtf8(target.url);
    m_address->setText(addresses.join(QLatin1Char(' ')));
    const Target first = targets.isEmpty() ? Target::at({}) : targets.constFirst();
    const auto show
        = [](QLineEdit *line, const QByteArray &text) { line->setText(QString::fromUtf8(text)); };
    show(m_path, first.path);
    show(m_nsp, first.nsp == "/" ? QByteArray() : first.nsp);
    show(m_auth, first.auth);
    show(m_echo, first.echoEvent);
    show(m_oneWay, first.oneWayEvent);
    show(m_broadcast, first.broadcastEvent);
    show(m_webSocketPath, first.webSocketPath);
    show(m_chatPath, first.chatPath);
    m_certificate->setChecked(first.tls.acceptsAny);
}

QList<Target> TargetForm::targets() const
{
    static const QRegularExpression spaces(QStringLiteral("[\\s,;]+"));
    QList<Target> targets;
    const QStringList addresses = m_address->text().split(spaces, Qt::SkipEmptyParts);
    for (const QString &address : addresses) {
        Target target;
        target.url = address.contains(QLatin1String("://")) ? address.toUtf8()
                                                            : "http://" + address.toUtf8();
        while (target.url.endsWith('/'))
            target.url.chop(1);
        const auto textOf = [](const QLineEdit *line) { return line->text().trimmed().toUtf8(); };
        target.path = textOf(m_path);
        target.nsp = textOf(m_nsp).isEmpty() ? QByteArrayLiteral("/") : textOf(m_nsp);
        target.auth = textOf(m_auth);
        target.echoEvent = textOf(m_echo);
        target.oneWayEvent = textOf(m_oneWay);
        target.broadcastEvent = textOf(m_broadcast);
        target.webSocketPath = textOf(m_webSocketPath);
        target.chatPath = textOf(m_chatPath);
        target.tls.acceptsAny = m_certificate->isChecked();
        targets += target;
    }
    return targets;
}

void TargetForm::focusAddress()
{
    m_address->setFocus();
    m_address->selectAll();
}
